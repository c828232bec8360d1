/** A connection's settings, and what all of its screens say of its state. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext, Locator, Page } from 'playwright/test';
import { connectionSummaries, connectionSummary } from '../src/jira/connection.ts';
import { sandboxClientId } from '../src/sandbox/authorization/sites.ts';
import { sandboxApp, sandboxClientSecret } from '../src/sandbox/identity.ts';
import { freePort } from '../src/server/test-free-port.ts';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { failureRecord } from './failure-records.ts';
import { accessibilityFaults, expect, test as base } from './fixtures.ts';

/** A console whose own sandbox stands for Atlassian and for a site, both reached over HTTP. */
async function startConnected(more: (address: string) => Record<string, string> = () => ({})) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  return startConsole({
    PORT: String(port),
    PRIVATE_SITES: '127.0.0.1',
    OAUTH_CLIENT_ID: sandboxClientId,
    OAUTH_CLIENT_SECRET: sandboxClientSecret,
    ATLASSIAN_AUTH_URL: `${address}/sandbox/auth`,
    ATLASSIAN_API_URL: `${address}/sandbox/api`,
    LOG_LEVEL: 'error',
    ...more(address),
  });
}

interface Fixtures {
  tenant: string;
  /** One more console, which ends with the test. */
  start: (console: Promise<ConsoleProcess>) => Promise<ConsoleProcess>;
}

const test = base.extend<Fixtures, { console: ConsoleProcess }>({
  console: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const console = await startConnected();
      await provide(console);
      await console.close();
    },
    { scope: 'worker' },
  ],
  /** The id of a Connect app's connection that is there for one test. */
  tenant: async ({ request, baseURL }, provide) => {
    const id = await addTenant(request, baseURL ?? '');
    await provide(id);
    await request.delete(`/api/connections/${id}`);
  },
  // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
  start: async ({}, provide) => {
    const started: ConsoleProcess[] = [];
    await provide(async (console) => {
      started.push(await console);
      return console;
    });
    await Promise.all(started.map((console) => console.close()));
  },
});

async function addTenant(request: APIRequestContext, address: string): Promise<string> {
  const { key: appKey, sharedSecret } = sandboxApp;
  const data = {
    kind: 'connect',
    name: 'Acme',
    siteUrl: `${address}/sandbox`,
    appKey,
    sharedSecret,
  };
  const response = await request.post('/api/connections', { data });
  return connectionSummary.parse(await response.json()).id;
}

/** Consents on the sandbox's page, in this tab. */
async function consent(page: Page): Promise<string> {
  await page.goto('/api/oauth/start');
  const answered = page.waitForResponse((response) => response.url().includes('/oauth/callback'));
  await page.getByRole('button', { name: 'Accept' }).click();
  expect((await answered).status()).toBe(303);
  const listed = await page.request.get('/api/connections');
  const connections = connectionSummaries.parse(await listed.json());
  return connections.find(({ as }) => as !== undefined)?.id ?? '';
}

/** As when somebody returns to the tab. */
const comeBack = (page: Page) =>
  page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));

const settings = (id: string) => `/${id}/settings`;
const fact = (page: Page, name: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd');

async function expectUnavailable(button: Locator, reason: string) {
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAttribute('title', reason);
}

/** Nothing found by axe, light and dark, and nothing to scroll sideways on a phone. */
async function expectFit(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
  }
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 360, height: 740 });
  const isWider = () =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main, dialog')].some(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
      ),
    );
  await expect.poll(isWider).toBe(false);
  await page.setViewportSize(size);
}

test('what a connection is, and another name for it', async ({ quietPage: page, tenant }) => {
  await page.goto(settings(tenant));
  await expect(page.getByRole('heading', { level: 1, name: 'Acme' })).toBeVisible();
  await expect(fact(page, 'State')).toHaveText('In use');
  await expect(fact(page, 'Kind')).toHaveText('Connect app');
  await expect(fact(page, 'Site').getByRole('link')).toHaveAttribute('href', /\/sandbox$/);
  await expect(fact(page, 'Webhooks')).toHaveText('up to 100');
  await expect(fact(page, 'Failed deliveries')).toContainText('Jira lists them to this app');
  await expect(fact(page, 'Calls left')).toHaveText('Jira has not told.');
  await expect(fact(page, 'For programs')).toHaveText(tenant);

  const rename = page.getByRole('button', { name: 'Rename' });
  await expectUnavailable(rename, 'This is its name already');
  const field = page.getByLabel('Name in this console');
  await field.fill('  ');
  await expectUnavailable(rename, 'Type a name first');
  await field.fill('Acme <b>two</b>');
  await field.press('Enter');
  await expect(page.getByText('It is renamed.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Acme <b>two</b>' })).toBeVisible();
  await expect(page.getByRole('banner').getByText('Acme <b>two</b>').first()).toBeVisible();
  await expect(field).toBeFocused();
  await expectFit(page);
});

test('for whom bodies that are sent again are signed is entered, told and taken away', async ({
  quietPage: page,
  tenant,
}) => {
  const part = page.getByRole('region', { name: 'Bodies sent again' });
  const key = part.getByLabel('Client key');
  const address = part.getByLabel('Base URL of the app');
  const save = part.getByRole('button', { name: 'Save' });
  await page.goto(settings(tenant));
  await expect(part).toContainText('Not signed: the console needs the key');
  await part.getByRole('button', { name: 'Sign them…' }).press('Enter');
  await expect(key).toBeFocused();
  await expectUnavailable(save, 'Enter both the key and the address first');
  await key.fill('key-of-the-site');
  await address.fill('http://app.acme.example');
  await address.press('Enter');
  await expect(part.getByRole('alert')).toContainText('must be an address over https');
  await expectFit(page);
  await address.fill('https://app.acme.example/jira');
  await address.press('Enter');
  await expect(part).toContainText(
    'Signed as the site signs its deliveries, where they go to https://app.acme.example/jira.',
  );
  await expect(part.getByText('It is saved.')).toBeVisible();
  await expect(part.getByRole('button', { name: 'Change…' })).toBeFocused();
  await expectFit(page);

  // The failures that were handed in: one of the app's own address, one of somebody else's.
  const addresses = ['https://app.acme.example/jira/hooks', 'https://other.example'];
  const [ours, others] = addresses.map((url, number) =>
    failureRecord(number, Date.now() - 60_000 * (number + 1), { url }),
  );
  await page.request.post(`/api/connections/${tenant}/failures`, { data: [ours, others] });
  for (const [failure, words] of [
    [ours, 'It will be signed as Jira signs'],
    [others, 'It will not be signed: it failed at an address that is not the app’s.'],
  ] as const) {
    const key = `${failure?.failureTime}:${failure?.id}`;
    await page.goto(`/${tenant}/failures?open=${encodeURIComponent(key)}`);
    await page.getByRole('button', { name: 'Send again…' }).click();
    await expect(page.getByRole('dialog')).toContainText(words);
  }

  await page.goto(settings(tenant));
  await part.getByRole('button', { name: 'Change…' }).click();
  await expect(address).toHaveValue('https://app.acme.example/jira');
  await expect(key).toHaveValue('');
  await part.getByRole('button', { name: 'Cancel' }).click();
  await part.getByRole('button', { name: 'Stop signing' }).click();
  await expect(part.getByText('No longer signed.')).toBeVisible();
  await expect(part).toContainText('Not signed: the console needs the key');
  await expect(part.getByRole('button', { name: 'Sign them…' })).toBeFocused();
});

test('a new name whose answer was lost is looked up', async ({ page, tenant }) => {
  const address = `**/api/connections/${tenant}`;
  const field = page.getByLabel('Name in this console');
  await page.goto(settings(tenant));
  await page.route(address, async (route) => {
    if (route.request().method() === 'PATCH') await route.fetch();
    return route.request().method() === 'PATCH' ? route.abort() : route.fallback();
  });
  await field.fill('Kept');
  await field.press('Enter');
  await expect(page.getByText('It is renamed.')).toBeVisible();
  await page.unroute(address);
  await page.route(address, (route) => route.abort());
  await field.fill('Lost');
  await field.press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: 'It was not renamed' });
  await expect(alert).toContainText('The console could not be reached.');
  await expect(field).toHaveValue('Lost');
});

test('a paused connection says so on each of its screens, and is resumed there', async ({
  quietPage: page,
  tenant,
}) => {
  await page.goto(settings(tenant));
  await page.getByRole('button', { name: 'Pause' }).click();
  const notice = page.getByRole('status').filter({ hasText: 'This connection is paused' });
  await expect(notice).toBeVisible();
  await expect(fact(page, 'State')).toHaveText('Paused');
  await expectFit(page);

  await page.goto(`/${tenant}/failures`);
  await expect(notice).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Failed deliveries', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No failed deliveries are known' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.goto(`/${tenant}/webhooks`);
  await expect(notice).toBeVisible();
  await expect(page.getByText('Reading the webhooks…')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'The list was not read yet' })).toBeVisible();
  const register = page.getByRole('button', { name: 'Register webhooks' });
  await expectUnavailable(register, 'This connection is paused');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectFit(page);
  await notice.getByRole('button', { name: 'Resume' }).press('Enter');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(notice).toHaveCount(0);
  await expect(page.getByText('In use again.')).toBeFocused();
  await expect(page.getByRole('link', { name: 'Register webhooks' })).toBeVisible();
});

test('a test of a paused connection does not blame the site', async ({
  quietPage: page,
  request,
  tenant,
}) => {
  await request.patch(`/api/connections/${tenant}`, { data: { paused: true } });
  await page.goto(settings(tenant));
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const list = page.getByRole('row').filter({ hasText: 'List webhooks' });
  await expect(list).toContainText(/Not tried.*is paused/);
});

test('a test says of each operation whether it may be used', async ({
  quietPage: page,
  sandbox,
  tenant,
}) => {
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await page.goto(settings(tenant));
  await page.getByRole('button', { name: 'Test', exact: true }).press('Enter');
  await expect(page.getByText(/^Tested at \d/)).toBeVisible();
  await expect(row('List webhooks')).toContainText(/Yes.*Answered with 200/);
  await expect(row('List failed deliveries')).toContainText(/Yes.*Answered with 200/);
  for (const name of ['Register', 'Delete', 'Refresh']) {
    await expect(row(`${name} webhooks`)).toContainText('Not tried, since it would change');
  }
  await expectFit(page);
  await sandbox.fault({ fault: 'status', status: 403, message: 'No app.', operation: 'list' });
  await sandbox.fault({ fault: 'drop', operation: 'failed', times: 3 });
  await page.getByRole('button', { name: 'Test again' }).click();
  await expect(row('List webhooks')).toContainText(/No.*403: No app\./);
  await expect(row('List failed deliveries')).toContainText(/No answer.*could not be reached/);
});

test('the consent of a user: as whom one sees, its end while one looks, and its renewal', async ({
  quietPage: page,
  context,
  request,
}) => {
  const id = await consent(page);
  await page.goto(settings(id));
  await expect(fact(page, 'Acts as')).toHaveText('Sam Sandbox');
  await expect(fact(page, 'Failed deliveries')).toContainText('to Connect apps only');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const failed = page.getByRole('row').filter({ hasText: 'List failed deliveries' });
  await expect(failed).toContainText(/No.*403: .*Connect apps only/);

  await page.goto(`/${id}/webhooks`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByText('As Sam Sandbox')).toBeVisible();
  await expectFit(page);

  await request.delete('/sandbox/control/grants');
  const notice = page.getByRole('alert').filter({ hasText: 'The consent has ended' });
  await comeBack(page);
  await expect(notice).toBeVisible();
  // What was read stays, and its end is told once.
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByText('Jira does not accept the credentials')).toHaveCount(0);
  await expect(notice.getByRole('link', { name: 'Sign in again' })).toBeVisible();
  await expectFit(page);
  await page.goto(`/${id}/failures`);
  await expect(notice).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Failed deliveries', exact: true })).toBeVisible();
  await page.goto(`/${id}/webhooks`);
  await expect(notice).toBeVisible();

  const other = await context.newPage();
  expect(await consent(other)).toBe(id);
  await other.close();
  await comeBack(page);
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await request.delete(`/api/connections/${id}`);
});

test('a click on “Sign in again” above a screen heals the connection', async ({
  quietPage: page,
  request,
}) => {
  const id = await consent(page);
  await request.delete('/sandbox/control/grants');
  await page.goto(`/${id}/webhooks`);
  const notice = page.getByRole('alert').filter({ hasText: 'The consent has ended' });
  await expect(page.getByRole('heading', { name: 'The list was not read yet' })).toBeVisible();
  await notice.getByRole('link', { name: 'Sign in again' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page).toHaveURL(`/${id}/webhooks`);
  await expect(page.getByText(/^Signed in again: /)).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(notice).toHaveCount(0);
  await request.delete(`/api/connections/${id}`);
});

test('a connection that can’t be used says why', async ({ browser, start }) => {
  const folder = await mkdtemp(join(tmpdir(), 'jira-webhook-console-'));
  const before = await start(startConnected(() => ({ DATA_DIR: folder })));
  const context = await browser.newContext({ baseURL: before.address });
  const id = await consent(await context.newPage());
  await context.close();
  await before.close();
  // The app by which the user consented is set up no more.
  const after = await start(startConsole({ DATA_DIR: folder, LOG_LEVEL: 'error' }));
  const later = await browser.newContext({ baseURL: after.address });
  const page = await later.newPage();
  const notice = page.getByRole('alert').filter({ hasText: 'This connection can’t be used' });
  await page.goto(`/${id}/webhooks`);
  await expect(notice).toContainText('Start the console with OAUTH_CLIENT_ID');
  await expect(notice.getByRole('link')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(1);
  await page.goto(settings(id));
  await expect(fact(page, 'State')).toContainText('Can’t be used');
  await expect(notice).toBeVisible();
  await expectFit(page);
  await later.close();
  await after.close();
  await rm(folder, { recursive: true, force: true });
});

test('a connection is removed after a question that says what is lost', async ({
  quietPage: page,
  sandbox,
  tenant,
}) => {
  const before = await sandbox.listed();
  await page.goto(settings(tenant));
  const remove = page.getByRole('button', { name: 'Remove…' });
  await remove.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Remove Acme?' });
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await expect(dialog).toContainText('Forgotten: the shared secret');
  await expect(dialog).toContainText('Not touched: webhooks registered in Jira');
  await expectFit(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(remove).toBeFocused();

  await remove.press('Enter');
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(page).toHaveURL('/');
  const notice = page.getByRole('status').filter({ hasText: 'Removed: Acme' });
  await notice.getByRole('button', { name: 'Close this notice' }).click();
  await expect(page.getByText('Acme')).toHaveCount(0);
  expect(await sandbox.listed()).toEqual(before);
  await page.goto(settings(tenant));
  await expect(page.getByText('There is nothing at this address')).toBeVisible();
});

test('where the answer to a removal is lost, it is looked up what became of it', async ({
  page,
  tenant,
}) => {
  const address = `**/api/connections/${tenant}`;
  await page.goto(settings(tenant));
  await page.getByRole('button', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog');

  // Nobody is there to ask.
  await page.route(address, (route) => route.abort());
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Nobody can say yet');
  // It never arrived.
  await page.unroute(address);
  await page.route(address, (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.fallback(),
  );
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.getByRole('alert')).toContainText('the connection is still there');
  // It was done, and the answer never came.
  await page.unroute(address);
  await page.route(address, async (route) => {
    if (route.request().method() !== 'DELETE') return route.fallback();
    await route.fetch();
    return route.abort();
  });
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByText('Removed: Acme')).toBeVisible();
});

test('one that was removed elsewhere says so', async ({ quietPage: page, request, tenant }) => {
  await page.goto(`/${tenant}/webhooks`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await request.delete(`/api/connections/${tenant}`);
  await comeBack(page);
  const notice = page.getByRole('alert').filter({ hasText: 'This connection was removed' });
  await expect(notice.getByRole('link', { name: 'See all connections' })).toBeVisible();
});

test('the calls that are left are told as Jira told them', async ({
  quietPage: page,
  sandbox,
  tenant,
}) => {
  const quota = { fault: 'quota', limit: 100, resetInSeconds: 3600, operation: 'list' };
  await sandbox.fault({ ...quota, remaining: 83 });
  await page.goto(`/${tenant}/webhooks`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.goto(settings(tenant));
  await expect(fact(page, 'Calls left')).toContainText(
    /^83 of 100 calls left until \d\d:\d\d:\d\d.*, as told \d+ s ago \(jira-burst-based\)$/,
  );
  await expect(page.getByText('Near Jira’s limit')).toHaveCount(0);

  await sandbox.fault({ ...quota, remaining: 3, nearLimit: true });
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(fact(page, 'Calls left')).toContainText('3 of 100 calls left');
  const warning = page.getByRole('region', { name: 'State of the connection' });
  await expect(warning).toContainText(/Near Jira’s limit.*3 of 100 calls left/);
  // What axe looks at is the notice: a few rows will do.
  await page.goto(`/${tenant}/webhooks?q=pay`);
  await expect(warning).toContainText('Near Jira’s limit');
  await expectFit(page);
});

test('the sandbox’s own connection says why it stays as it is', async ({ quietPage: page }) => {
  const reason = 'The sandbox’s connections stay as they are';
  await page.goto(settings('sandbox'));
  await expect(page.getByText('This connection stays as it is')).toBeVisible();
  for (const name of ['Rename', 'Pause', 'Remove…']) {
    await expectUnavailable(page.getByRole('button', { name }), reason);
  }
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'List webhooks' })).toContainText('Yes');
  await expectFit(page);
});

test('who is no admin sees everything, and why they may change nothing', async ({
  browser,
  start,
}) => {
  const console = await start(
    startConnected((address) => ({ PUBLIC_URL: address, TRUSTED_PROXY: '127.0.0.1' })),
  );
  const open = (role: string) =>
    browser.newContext({
      baseURL: console.address,
      extraHTTPHeaders: { 'x-forwarded-user': role, 'x-forwarded-groups': role },
    });
  const admin = await open('admin');
  const id = await addTenant(admin.request, console.address);
  await admin.request.patch(`/api/connections/${id}`, { data: { paused: true } });
  for (const role of ['viewer', 'operator']) {
    const reason = `Your role is ${role}: this needs admin`;
    const context = await open(role);
    const page = await context.newPage();
    await page.goto(settings(id));
    await expect(page.getByText(`${reason}.`)).toBeVisible();
    await expect(fact(page, 'State')).toHaveText('Paused');
    for (const name of ['Rename', 'Test', 'Remove…']) {
      await expectUnavailable(page.getByRole('button', { name, exact: true }), reason);
    }
    for (const resume of await page.getByRole('button', { name: 'Resume' }).all()) {
      await expectUnavailable(resume, reason);
    }
    await expect(page.getByLabel('Name in this console')).not.toBeEditable();
    if (role === 'viewer') await expectFit(page);
    await context.close();
  }
  await admin.close();
});
