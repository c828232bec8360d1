/** What the screen makes of everything that can come back from Jira, or not come back at all. */
import type { Locator, Page } from 'playwright/test';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { test as base, expect, row, type ListedWebhook, type Sandbox } from './fixtures.ts';
import { watchLoads } from './loads.ts';

/** Its patience with Jira is short, so that a silence takes half a second and not half a minute. */
const test = base.extend<object, { console: ConsoleProcess }>({
  console: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const console = await startConsole({ UPSTREAM_TIMEOUT_MS: '500', LOG_LEVEL: 'error' });
      await provide(console);
      await console.close();
    },
    { scope: 'worker' },
  ],
});

// Dozens of page loads in a test: a trace of each doubles the time, and the steps tell enough.
test.use({ trace: 'off' });

/** By id, so that a row stays where it is when its date moves. */
const url = '/sandbox/webhooks?sort=id';
const all = 37;

interface Trouble {
  name: string;
  fault: Record<string, unknown>;
  /** Over a list that cannot be read. */
  title: string | RegExp;
  /** Shown word for word, once. */
  words: string | RegExp;
  /** Over a deletion that was answered so, where the list still holds the webhook. */
  notDeleted: string | RegExp;
}

const garbled = /The answer is not what Jira documents.*: ./;
const accepted = 'Jira accepted the request, yet still lists it.';

function status(status: number, title: string, retryAfterSeconds?: number): Trouble {
  const words = `Jira’s own words for ${status}.`;
  const fault = { fault: 'status', status, message: words, retryAfterSeconds };
  const name = retryAfterSeconds === undefined ? `${status}` : `${status} with Retry-After`;
  return { name, fault, title, words, notDeleted: words };
}

function garbage(name: string, variant: string, words: RegExp): Trouble {
  const title = 'Jira’s answer makes no sense';
  // A deletion is answered by its status alone.
  return { name, fault: { fault: 'garbage', variant }, title, words, notDeleted: accepted };
}

const troubles: Trouble[] = [
  status(400, 'Jira refuses the request (400)'),
  status(401, 'Jira does not accept the credentials'),
  status(403, 'Jira refuses this caller'),
  status(404, 'There is nothing at this address (404)'),
  status(408, 'Jira refuses the request (408)'),
  status(409, 'Jira refuses the request (409)'),
  status(429, 'Jira asks to wait'),
  status(429, 'Jira asks to wait', 7),
  status(500, 'Jira has a fault (500)'),
  status(502, 'Jira cannot be reached'),
  status(503, 'Jira has a fault (503)'),
  garbage('HTML with 200', 'html', /Jira is being upgraded/),
  garbage('null', 'null', /documents: null/),
  garbage('wrong shape', 'shape', garbled),
  garbage('cut JSON', 'truncated', garbled),
  garbage('empty', 'empty', /documents: nothing/),
  garbage('204', 'no-content', /documents: nothing/),
  {
    name: 'silence',
    fault: { fault: 'hang' },
    title: 'Jira did not answer in time',
    words: /did not answer within 0.5 seconds/,
    notDeleted: /did not answer within 0.5 seconds/,
  },
  {
    name: 'dropped connection',
    fault: { fault: 'drop' },
    title: 'Jira cannot be reached',
    words: /could not be reached, or broke off its answer/,
    notDeleted: /could not be reached, or broke off its answer/,
  },
  {
    name: 'answer that breaks off',
    fault: { fault: 'cut' },
    title: 'Jira’s answer broke off',
    words: 'The answer broke off before its end.',
    notDeleted: accepted,
  },
];

/** Every reading of this caller's list fails, until the faults are cleared. */
const listFails = (sandbox: Sandbox, fault: Record<string, unknown>) =>
  sandbox.fault({ ...fault, times: 100, operation: 'list', identity: 'connect' });

/** Passing faults are tried again after a second, then two: time passes until the message stands. */
async function untilShown(page: Page, shown: Locator): Promise<void> {
  const second = async () => {
    await page.clock.runFor(1000);
    return shown.isVisible();
  };
  await expect.poll(second, { intervals: [50] }).toBe(true);
}

async function expectList(page: Page, count: number): Promise<void> {
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(count + 1));
}

/** The console looks again whenever somebody comes back to the tab. */
const comeBack = (page: Page) =>
  page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));

async function soonest(sandbox: Sandbox): Promise<ListedWebhook> {
  const [first] = (await sandbox.listed()).toSorted(
    (a, b) => Date.parse(a.expirationDate) - Date.parse(b.expirationDate),
  );
  if (!first) throw new Error('the sandbox lists nothing');
  return first;
}

/** Tried again by hand, or, where Jira asks to wait, by itself at its time. */
async function recover(page: Page, sandbox: Sandbox, gone: Locator): Promise<void> {
  await sandbox.clearFaults();
  const retry = page.getByRole('button', { name: 'Try again' });
  if ((await retry.getAttribute('aria-disabled')) === 'true') await page.clock.runFor(31_000);
  // A site that is silent is asked again meanwhile: the button may be gone at any moment.
  else await retry.evaluateAll(([button]) => button instanceof HTMLElement && button.click());
  await expect(gone).toBeHidden();
  await expectList(page, all);
}

test('R8: whatever a first reading meets is named, can be tried again, and leaves the rest usable', async ({
  quietPage: page,
  sandbox,
}) => {
  test.setTimeout(90_000);
  await page.clock.install();
  for (const { name, fault, title, words } of troubles) {
    await test.step(name, async () => {
      await listFails(sandbox, fault);
      await page.goto(url);
      const alert = page.getByRole('alert');
      const heading = alert.getByRole('heading', { name: title });
      await untilShown(page, heading);
      await expect(alert.getByText(words)).toHaveCount(1);
      await page.getByRole('link', { name: 'Sandbox · OAuth app' }).click();
      await expectList(page, 3);
      await page.getByRole('link', { name: 'Sandbox · Connect app' }).click();
      await untilShown(page, heading);
      await recover(page, sandbox, alert);
    });
  }
});

test('R8: whatever a reading in the background meets, what is on screen stays, with its age', async ({
  quietPage: page,
  sandbox,
}) => {
  test.setTimeout(90_000);
  await page.clock.install();
  await page.goto(url);
  await expectList(page, all);
  const { id } = await soonest(sandbox);
  for (const { name, fault, title, words } of troubles) {
    await test.step(name, async () => {
      await listFails(sandbox, fault);
      await comeBack(page);
      const banner = page.getByRole('status').filter({ hasText: title });
      await untilShown(page, banner);
      await expect(banner.getByText(words)).toHaveCount(1);
      await expect(banner).toContainText(/The list below was read \d+ s ago, at \d\d:\d\d:\d\d\./);
      await expectList(page, all);
      await page.getByRole('searchbox').fill('project = PAY');
      await expect(page.getByText(`of ${all} shown`)).toBeVisible();
      await page.getByRole('searchbox').fill('');
      await expect(row(page, id)).toBeVisible();
      await recover(page, sandbox, banner);
    });
  }
});

/** Told to wait, a write waits once as long as told, or half a minute. */
async function passWait(page: Page, { fault }: Trouble): Promise<void> {
  if (fault.status !== 429) return;
  await expect(page.getByText(/Jira asks to wait: going on in/)).toBeVisible();
  await page.clock.runFor(31_000);
}

test('R8: whatever a refresh meets, the list decides what is said, and it can be repeated', async ({
  quietPage: page,
  sandbox,
}) => {
  test.setTimeout(90_000);
  const { id } = await soonest(sandbox);
  await page.clock.install();
  await page.goto(url);
  await expectList(page, all);
  const refresh = page.getByRole('button', { name: `Refresh webhook ${id}`, exact: true });
  for (const trouble of troubles) {
    await test.step(trouble.name, async () => {
      await sandbox.fault({ ...trouble.fault, times: 10, operation: 'refresh' });
      await refresh.click();
      await passWait(page, trouble);
      const flag = page.getByRole('region', { name: `Webhook ${id}: Not renewed, still until` });
      await expect(flag.getByText(trouble.words)).toHaveCount(1);
      await expect(row(page, id)).toContainText('Not renewed');
      await expect(row(page, id)).not.toContainText(trouble.words);
      await sandbox.clearFaults();
      await refresh.click();
      await expect(
        page.getByRole('region', { name: `Webhook ${id}: Renewed until` }),
      ).toBeVisible();
      await expect(flag).toBeHidden();
    });
  }
});

test('R8: whatever a deletion meets, the list decides what is said, and it can be repeated', async ({
  quietPage: page,
  sandbox,
}) => {
  test.setTimeout(90_000);
  const { id } = await soonest(sandbox);
  await page.clock.install();
  await page.goto(url);
  await expectList(page, all);
  const remove = async () => {
    await page.getByRole('button', { name: `Delete webhook ${id}`, exact: true }).click();
    const question = page.getByRole('dialog', { name: `Delete webhook ${id}?` });
    await question.getByRole('button', { name: `Delete webhook ${id}` }).click();
    await page.getByRole('button', { name: 'Delete now' }).click();
  };
  for (const trouble of troubles) {
    await test.step(trouble.name, async () => {
      await sandbox.fault({ ...trouble.fault, times: 10, operation: 'delete' });
      await remove();
      await passWait(page, trouble);
      const flag = page.getByRole('region', { name: `Webhook ${id}: Still there` });
      await expect(flag.getByText(trouble.notDeleted)).toHaveCount(1);
      await expect(row(page, id)).toContainText('Still there');
      await sandbox.clearFaults();
      await flag.getByRole('button', { name: 'Dismiss' }).click();
      await expect(flag).toBeHidden();
    });
  }
  await remove();
  await expect(page.getByRole('region', { name: `Webhook ${id}: Deleted` })).toBeVisible();
  await expectList(page, all - 1);
});

test('R8: where the list cannot be read either, a refusal is a refusal and all else is unknown', async ({
  quietPage: page,
  sandbox,
}) => {
  const { id } = await soonest(sandbox);
  await page.clock.install();
  await page.goto(url);
  await expectList(page, all);
  for (const trouble of troubles.filter(({ fault }) => fault.status !== 429)) {
    await test.step(trouble.name, async () => {
      await sandbox.fault({ ...trouble.fault, times: 10, operation: 'refresh' });
      await sandbox.fault({ fault: 'status', status: 403, times: 10, operation: 'list' });
      await page.getByRole('button', { name: `Refresh webhook ${id}`, exact: true }).click();
      // A page is told 504 for a write's 408, which a browser would repeat by itself.
      const refused = Number(trouble.fault.status) < 500 && trouble.fault.status !== 408;
      const flag = page.getByRole('region', {
        name: `Webhook ${id}: ${refused ? 'Refused: Jira’s own words' : 'Unknown. The list could not be read again'}`,
      });
      await expect(flag).toBeVisible();
      await expect(row(page, id)).toContainText(refused ? 'Refused' : 'Unknown');
      await flag.getByRole('button', { name: 'Dismiss' }).click();
      const older = page.getByText('The list below was read');
      await expect(older).toBeVisible();
      await recover(page, sandbox, older);
    });
  }
});

test('R8: a deletion whose answer was lost is seen for what it was, however it was lost', async ({
  quietPage: page,
  sandbox,
}) => {
  const [first, second] = await sandbox.listed();
  if (!first || !second) throw new Error('too few');
  await page.goto(url);
  for (const [by, { id }] of [
    ['drop', first],
    ['hang', second],
  ] as const) {
    await sandbox.fault({ fault: 'lost-answer', by, operation: 'delete' });
    await page.getByRole('button', { name: `Delete webhook ${id}`, exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Delete/ })
      .click();
    await page.getByRole('button', { name: 'Delete now' }).click();
    await expect(page.getByRole('region', { name: `Webhook ${id}: Deleted` })).toBeVisible();
  }
});

for (const [state, prepare] of [
  ['with nothing on screen', async () => {}],
  ['with data on screen', (page: Page) => page.goto(url).then(() => expectList(page, all))],
] as const) {
  test(`R11: told to wait ${state}, a reading counts down and comes back at that moment, not before`, async ({
    quietPage: page,
    sandbox,
  }) => {
    let readings = 0;
    page.on('request', (request) => {
      if (/sandbox\/rest\/api\/3\/webhook\?/.test(request.url())) readings++;
    });
    await page.clock.install();
    await prepare(page);
    const before = readings;
    await sandbox.fault({
      fault: 'status',
      status: 429,
      retryAfterSeconds: 90,
      times: 2,
      operation: 'list',
    });
    if (before === 0) await page.goto(url);
    else await comeBack(page);
    for (const reading of [1, 2]) {
      const countdown = page.getByText(/^Trying again in 1 min (30|29) s\.$/);
      await expect(countdown).toHaveRole('timer');
      await page.clock.runFor(60_000);
      await comeBack(page);
      await expect(page.getByText(/^Trying again in (30|29) s\.$/)).toBeVisible();
      await page.clock.runFor(28_000);
      expect(readings - before).toBe(reading);
      await page.clock.runFor(3000);
    }
    await expect(page.getByText('Jira asks to wait')).toBeHidden();
    await expectList(page, all);
    expect(readings - before).toBe(3);
  });
}

base(
  'R13: a console that was killed and came back is used again without reloading',
  async ({ page }, test) => {
    const state = { DATA_DIR: test.outputPath('state'), LOG_LEVEL: 'error' };
    const first = await startConsole(state);
    const loads = watchLoads(page);
    await page.clock.install();
    await page.goto(first.address + url);
    await expectList(page, all);
    const [button] = await page.getByRole('button', { name: /^Refresh webhook/ }).all();
    const id = /\d+/.exec((await button?.getAttribute('aria-label')) ?? '')?.[0];
    // Nobody has touched the page yet: what acts need comes by itself.
    await page.clock.runFor(3000);
    await expect.poll(() => loads.hasEnded(/operation-flag/)).toBe(true);

    await first.kill();
    await comeBack(page);
    const banner = page.getByRole('status').filter({ hasText: 'The console cannot be reached' });
    await untilShown(page, banner);
    await expect(banner).toContainText('The list below was read');
    await expectList(page, all);
    await button?.click();
    const unknown = page.getByRole('region', { name: `Webhook ${id}: Unknown` });
    await untilShown(page, unknown);

    const second = await startConsole({ ...state, PORT: new URL(first.address).port });
    await page.clock.runFor(61_000);
    await expect(banner).toBeHidden();
    await expectList(page, all);
    await unknown.getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByRole('region', { name: `Webhook ${id}: Not renewed` })).toBeVisible();
    await button?.click();
    await expect(page.getByRole('region', { name: `Webhook ${id}: Renewed until` })).toBeVisible();
    await second.close();
  },
);

test('a list that was not read is not exported as an empty one', async ({
  quietPage: page,
  sandbox,
}) => {
  await listFails(sandbox, { fault: 'status', status: 403 });
  await page.goto(url);
  await expect(page.getByRole('alert')).toBeVisible();
  const exporting = page.getByRole('button', { name: 'Export' });
  await expect(exporting).toHaveAttribute('aria-disabled', 'true');
  await recover(page, sandbox, page.getByRole('alert'));
  await expect(exporting).not.toHaveAttribute('aria-disabled');
});

test('a failed reading names its request, as its answer does', async ({
  quietPage: page,
  sandbox,
}) => {
  await listFails(sandbox, { fault: 'status', status: 500 });
  const ids: (string | undefined)[] = [];
  page.on('response', (response) => {
    if (response.status() === 500) ids.push(response.headers()['x-request-id']);
  });
  await page.goto(url);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('For the log: request');
  expect(ids).toContain(await alert.getByRole('code').textContent());
});
