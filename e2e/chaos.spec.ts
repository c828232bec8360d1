/**
 * Somebody who clicks on whatever there is, while a fifth of all that is asked for fails.
 * `RUNS=1000 SEED=7 npx playwright test --config e2e chaos` clicks longer, and elsewhere.
 */
import type { Page, Route } from 'playwright/test';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { handIn, failureRecord, hour } from './failure-records.ts';
import { test as base, expect, type Sandbox } from './fixtures.ts';
import { clickAnywhere, pickBy, randomNumbers, type Pick } from './random-clicks.ts';

const clicks = Number(process.env.RUNS ?? 150);
const seed = Number(process.env.SEED ?? 20_261_122);
const failing = 0.2;

const test = base.extend<object, { console: ConsoleProcess }>({
  console: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const console = await startConsole({ UPSTREAM_TIMEOUT_MS: '500', LOG_LEVEL: 'fatal' });
      await provide(console);
      await console.close();
    },
    { scope: 'worker' },
  ],
});
test.use({ trace: 'off', acceptDownloads: false });

/** What becomes of a call between the browser and the console. */
const onTheWay: ((route: Route) => Promise<void>)[] = [
  (route) => route.abort('connectionrefused'),
  (route) => route.abort('connectionreset'),
  (route) => route.fulfill({ status: 500, json: { errorMessages: ['A fault.'], errors: {} } }),
  (route) => route.fulfill({ status: 503, body: '<html><p>Busy', contentType: 'text/html' }),
  (route) =>
    route.fulfill({ status: 200, body: '{"values":[{"id":', contentType: 'application/json' }),
  (route) => route.fulfill({ status: 200, json: null }),
  (route) => route.fulfill({ status: 429, headers: { 'retry-after': '2' }, json: {} }),
  // Carried out, unless Jira fails as well, and the answer is lost.
  async (route) => {
    await route.fetch().catch(() => undefined);
    await route.abort('connectionreset');
  },
];

/** What becomes of one between the console and Jira. */
const upstream: Record<string, unknown>[] = [
  ...[400, 401, 403, 404, 408, 409, 500, 502, 503].map((status) => ({ fault: 'status', status })),
  { fault: 'status', status: 429, retryAfterSeconds: 2 },
  { fault: 'hang' },
  { fault: 'drop' },
  { fault: 'cut' },
  ...['html', 'null', 'shape', 'truncated', 'empty', 'no-content'].map((variant) => ({
    fault: 'garbage',
    variant,
  })),
  { fault: 'lost-answer', by: 'drop' },
  { fault: 'lost-answer', by: 'hang' },
  { fault: 'delay', ms: 400 },
];

const places = ['webhooks', 'webhooks?sort=id', 'webhooks/new', 'webhooks/import', 'failures'];

interface Chaos {
  page: Page;
  sandbox: Sandbox;
  random: () => number;
  pick: Pick;
}

/** One step, and what it was. */
async function step({ page, sandbox, random, pick }: Chaos): Promise<string> {
  if (random() < failing) await sandbox.fault(pick(upstream));
  const choice = random();
  if (choice < 0.05) {
    const place = `/sandbox/${pick(places)}`;
    await page.goto(place);
    return `goes to ${place}`;
  }
  if (choice < 0.1) {
    await page.keyboard.press('Escape');
    return 'Escape';
  }
  return clickAnywhere(page, pick);
}

/** What nobody caught. A screen that could not be loaded shows and logs the failure that we made. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isMade = /^(?:Failed to load resource|JiraError: )/.test(message.text());
    if (message.type() === 'error' && !isMade) complaints.push(message.text());
  });
  return complaints;
}

/** A page may be on its way, and not stay away. */
async function expectNotWhite(page: Page, done: readonly string[]): Promise<void> {
  const length = async () => {
    await page.clock.runFor(100);
    return (await page.locator('body').innerText()).trim().length;
  };
  const message = `white after:\n${done.slice(-5).join('\n')}`;
  await expect.poll(length, { message, intervals: [20] }).toBeGreaterThan(40);
}

/** Every row of the list with the moment it ends, once whatever is under way has come to its end. */
async function expectScreenEqualsServer(page: Page, sandbox: Sandbox): Promise<void> {
  for (let dialog = 0; dialog < 3; dialog++) await page.keyboard.press('Escape');
  // Past every wait, retry and time to undo.
  await page.clock.runFor(90_000);
  // As a person gets there: a reload would heal what is wrong in the page.
  await page.getByRole('link', { name: 'Sandbox · Connect app' }).click();
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  const table = page.getByRole('table', { name: 'Webhooks' });
  await expect(table).toBeVisible();
  // All rows are in the page, none is scrolled away.
  await page.setViewportSize({ width: 1280, height: 6000 });
  const shown = () =>
    table.getByRole('row').evaluateAll((rows) =>
      rows.flatMap((row) => {
        const [, id] = /Details of webhook (\d+)/.exec(row.innerHTML) ?? [];
        const at = row.querySelector('time')?.dateTime;
        return id === undefined ? [] : [`${id} ${at}`];
      }),
    );
  const listed = async () =>
    (await sandbox.listed()).map(
      ({ id, expirationDate }) => `${id} ${new Date(expirationDate).toISOString()}`,
    );
  await expect
    .poll(async () => {
      await page.clock.runFor(5000);
      return (await shown()).toSorted();
    })
    .toEqual((await listed()).toSorted());

  await page.getByRole('link', { name: 'Failures', exact: true }).click();
  const exported = await page.request.get('/api/connections/sandbox/failures/export?format=ndjson');
  const kept = (await exported.text()).trim().split('\n').length;
  await expect(page.getByRole('table', { name: 'Failed deliveries' })).toHaveAttribute(
    'aria-rowcount',
    String(kept + 1),
  );
}

test(`E3: ${clicks} random clicks while every fifth call fails (seed ${seed})`, async ({
  page,
  sandbox,
  console,
}) => {
  test.setTimeout(90_000 + clicks * 1500);
  const random = randomNumbers(seed);
  const chaos = { page, sandbox, random, pick: pickBy(random) };
  const complaints = complaintsOf(page);
  const now = Date.now();
  const records = [1, 2, 3, 4, 5].map((nth) => failureRecord(nth, now - nth * hour));
  await handIn(console.address, records);
  await page.clock.install();
  const failed = { calls: 0 };
  await page.route('**/api/**', (route) => {
    if (random() >= failing) return route.continue();
    failed.calls++;
    return chaos.pick(onTheWay)(route);
  });
  await page.goto('/sandbox/webhooks');
  const done: string[] = [];
  for (let click = 0; click < clicks; click++) {
    done.push(await step(chaos));
    await page.clock.runFor(Math.floor(random() * 1500));
    await expectNotWhite(page, done);
    expect(complaints, `after:\n${done.slice(-5).join('\n')}`).toEqual([]);
  }
  expect(failed.calls).toBeGreaterThan(clicks / 50);
  expect(new Set(done).size).toBeGreaterThan(clicks / 10);

  await page.unrouteAll({ behavior: 'wait' });
  await sandbox.clearFaults();
  await expectScreenEqualsServer(page, sandbox);
  expect(complaints).toEqual([]);
});

test('E3: a piece of the page that cannot be loaded takes nothing else away', async ({
  page,
  sandbox,
}) => {
  const lost = new Set<string>();
  await page.route(/\/assets\/(?:details-panel|recent-failures)-[^/]+\.js$/, (route) => {
    lost.add(/details|recent/.exec(route.request().url())?.[0] ?? '');
    return route.abort('connectionrefused');
  });
  await page.goto('/sandbox/webhooks');
  await page
    .getByRole('button', { name: /^Details of webhook/ })
    .first()
    .click();
  await expect(page.getByText('The details could not be loaded')).toBeVisible();
  const rows = (await sandbox.listed()).length + 1;
  const table = page.getByRole('table', { name: 'Webhooks' });
  await expect(table).toHaveAttribute('aria-rowcount', String(rows));
  await expect.poll(() => lost.size).toBe(2);
  await expect(table).toBeVisible();
});
