/** What a fresh visit to the list costs and touches. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright/test';
import { sandboxApp, sandboxToken } from '../src/sandbox/identity.ts';
import { unverifiedTexts } from '../src/sandbox/texts.ts';
import { expect, row, test } from './fixtures.ts';
import { nameOneself, test as signedInTest } from './guarded-console.ts';

const url = '/sandbox/webhooks';
const mostBytes = 150_000;

interface Loaded {
  url: string;
  bytes: number;
  text: string;
}

/** Scripts and styles that were asked for until the first row stood there and all was quiet. */
async function firstLoad(page: Page): Promise<Loaded[]> {
  const loading: Promise<Loaded>[] = [];
  page.on('response', (response) => {
    if (!['script', 'stylesheet'].includes(response.request().resourceType())) return;
    const measured = response.body().then((body) => ({
      url: response.url(),
      bytes: gzipSync(body).byteLength,
      text: body.toString(),
    }));
    loading.push(measured);
  });
  await page.goto(url);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.waitForLoadState('networkidle');
  return Promise.all(loading);
}

async function expectLittle(page: Page, who: string): Promise<void> {
  const loaded = await firstLoad(page);
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  const each = loaded.map(({ url, bytes }) => `${bytes} ${new URL(url).pathname}`).join('\n');
  test.info().annotations.push({ type: 'bytes of the first load, gzip', description: `${total}` });
  console.log(`First load${who}, scripts and styles, gzip: ${total} of ${mostBytes} bytes`);
  expect(loaded.length).toBeGreaterThan(2);
  expect(total, each).toBeLessThanOrEqual(mostBytes);
}

test('the first load of the list is at most 150 KB of scripts and styles', async ({
  quietPage: page,
}) => {
  await expectLittle(page, '');
});

signedInTest(
  'signed in, the first load of the list is at most 150 KB too',
  async ({ quietPage: page, browser, baseURL }) => {
    await page.goto(url);
    await nameOneself(page, 'operator');
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    // The session without what the browser has kept of the page.
    const storageState = await page.context().storageState();
    const context = await browser.newContext({ ...(baseURL && { baseURL }), storageState });
    const fresh = await context.newPage();
    await expectLittle(fresh, ', signed in');
    await expect(fresh.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await context.close();
  },
);

test('what an act needs is there before the first click; where it can’t be had, the page says so', async ({
  quietPage: page,
  sandbox,
}) => {
  const parts = /\/(?:operation-flag|delete-dialog)-.*\.js$/;
  await page.goto(url);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  const loaded = page.waitForResponse(parts);
  await page.getByRole('heading', { name: 'Webhooks' }).hover();
  expect((await loaded).ok()).toBe(true);

  const before = await sandbox.listed();
  await page.route(parts, (route) => route.abort());
  await page.reload();
  await page
    .getByRole('button', { name: /^Delete webhook/ })
    .first()
    .click();
  const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(notice.getByRole('button', { name: 'Reload the page' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await sandbox.listed()).toEqual(before);
});

/** Sentences that no minifier takes out. */
const marks = {
  'the JQL grammar': ['no viable alternative', 'ATN'],
  'the sandbox': [sandboxApp.sharedSecret, sandboxToken, unverifiedTexts.internalError],
  'the server': ['UPSTREAM_TIMEOUT_MS', 'DATA_DIR', 'node:sqlite'],
};

test('neither the JQL grammar nor anything of the server’s comes with the list', async ({
  quietPage: page,
}) => {
  const loaded = await firstLoad(page);
  const seen = () =>
    Object.entries(marks).flatMap(([what, words]) =>
      loaded.filter(({ text }) => words.some((word) => text.includes(word))).map(() => what),
    );
  expect(seen()).toEqual([]);
  // The marks would be found: the grammar comes where a filter is written, and still nothing else.
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    void response.text().then((text) => loaded.push({ url: response.url(), bytes: 0, text }));
  });
  await page.goto(`${url}/new`);
  await page.getByLabel('JQL filter').fill('project = OPS');
  await expect.poll(() => new Set(seen())).toEqual(new Set(['the JQL grammar']));
});

/** Every breach of the content security policy, Trusted Types included. */
async function policyReports(page: Page): Promise<string[]> {
  const reports: string[] = [];
  await page.exposeFunction('report', (text: string) => reports.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
      const { report } = window as unknown as { report: (text: string) => void };
      report(violatedDirective);
    });
  });
  return reports;
}

test('S4: normal use asks nobody else, breaks no policy and logs no error', async ({
  quietPage: page,
  baseURL,
  sandbox,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== baseURL) elsewhere.push(request.url());
  });
  const reports = await policyReports(page);
  const [first, second] = (await sandbox.listed()).toSorted((a, b) => a.id - b.id);
  if (!first || !second) throw new Error('too few');

  await page.goto('/');
  await page.getByRole('link', { name: 'Sandbox · Connect app' }).first().click();
  await page.getByRole('searchbox').fill('project');
  await page.getByRole('button', { name: /^Healthy/ }).click();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: 'ID', exact: true }).click();
  await row(page, first.id)
    .getByRole('button', { name: /^Details/ })
    .click();
  await expect(page.getByRole('heading', { name: 'As Jira sent it' })).toBeVisible();
  await page.getByRole('button', { name: 'Close details' }).click();
  await page.getByRole('button', { name: `Refresh webhook ${first.id}`, exact: true }).click();
  await expect(page.getByRole('region', { name: `Webhook ${first.id}: Renewed` })).toBeVisible();
  await page.getByRole('button', { name: `Delete webhook ${second.id}`, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('button', { name: 'Delete now' }).click();
  await expect(page.getByRole('region', { name: `Webhook ${second.id}: Deleted` })).toBeVisible();
  await page.goto('/nobody/webhooks');
  await expect(page.getByText('There is nothing at this address')).toBeVisible();
  expect(reports).toEqual([]);
  expect(elsewhere).toEqual([]);
});

test('S4: a style written into the page and a text turned into markup are both refused', async ({
  page,
}) => {
  const reports = await policyReports(page);
  await page.goto(url);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.evaluate(() => {
    const element = document.createElement('style');
    element.textContent = 'p { color: red }';
    document.head.append(element);
    try {
      document.body.innerHTML = '<b>text</b>';
    } catch {
      // Trusted Types refuse it.
    }
  });
  await expect
    .poll(() => reports.toSorted())
    .toEqual(['require-trusted-types-for', 'style-src-elem']);
});
