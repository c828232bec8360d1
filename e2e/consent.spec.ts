/** Connecting sites: one console stands for Atlassian, with its sandbox; the other is connected to it. */
import type { Page } from 'playwright/test';
import * as z from 'zod/mini';
import { connectionSummaries } from '../src/jira/connection.ts';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { accessibilityFaults, expect, row, test as base } from './fixtures.ts';

interface Sites {
  /** Where Atlassian, and a Jira site for Connect apps, are. */
  atlassian: ConsoleProcess;
}

const test = base.extend<{ clean: void }, Sites & { console: ConsoleProcess }>({
  atlassian: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const atlassian = await startConsole();
      await provide(atlassian);
      await atlassian.close();
    },
    { scope: 'worker' },
  ],
  console: [
    async ({ atlassian }, provide) => {
      const console = await startConsole({
        OAUTH_CLIENT_ID: 'sandbox-client',
        OAUTH_CLIENT_SECRET: 'sandbox-client-secret',
        ATLASSIAN_AUTH_URL: `${atlassian.address}/sandbox/auth`,
        ATLASSIAN_API_URL: `${atlassian.address}/sandbox/api`,
        PRIVATE_SITES: '127.0.0.1',
      });
      await provide(console);
      await console.close();
    },
    { scope: 'worker' },
  ],
  clean: [
    async ({ atlassian, console }, provide) => {
      await call(atlassian, 'POST', '/sandbox/control/reset', '{}');
      await revoke(atlassian);
      for (const { id, controls } of await connections(console)) {
        if (controls === undefined) await call(console, 'DELETE', `/api/connections/${id}`);
      }
      await provide();
    },
    { auto: true },
  ],
});

async function call({ address }: ConsoleProcess, method: string, path: string, body?: string) {
  const response = await fetch(address + path, {
    method,
    ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

const connections = async (console: ConsoleProcess) =>
  connectionSummaries.parse(await (await call(console, 'GET', '/api/connections')).json());

/** Every consent ends, as when users take it back at Atlassian. */
const revoke = (atlassian: ConsoleProcess) => call(atlassian, 'DELETE', '/sandbox/control/grants');

/** From the page to connect a site through Atlassian's own page. */
async function consent(page: Page, { site = 'sandbox', answer = 'Accept' } = {}): Promise<void> {
  await page.goto('/connect');
  await page.getByRole('link', { name: 'Continue to Atlassian' }).click();
  await page.getByLabel('Use app on').selectOption(site);
  await page.getByRole('button', { name: answer }).click();
}

/** Nothing that axe finds, light, dark and narrow. */
async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await accessibilityFaults(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a site is connected by consent, and its webhooks are seen', async ({
  quietPage: page,
  console,
}) => {
  await page.goto('/connect');
  await expect(page.getByRole('link', { name: 'Continue to Atlassian' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Continue to Atlassian' }).click();
  await expect(page.getByRole('heading', { name: /Grant access/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Accept' }).click();

  const notice = page.getByRole('status').filter({ hasText: 'Connected: sandbox · Sam Sandbox' });
  await expect(notice).toContainText('registered as Sam Sandbox');
  const id = (await connections(console)).find((known) => known.as !== undefined)?.id ?? '';
  await expect(page).toHaveURL(`/${id}/webhooks`);
  await expect(row(page, 1)).toContainText('project = OPS');
  await expectAccessible(page);

  await notice.getByRole('button', { name: 'Close this notice' }).click();
  await expect(notice).toHaveCount(0);
  await expect(page).toHaveURL(`/${id}/webhooks`);
});

test('among several sites one chooses, and nothing is connected before', async ({
  quietPage: page,
  console,
}) => {
  const own = async () =>
    (await connections(console)).filter(({ controls }) => controls === undefined);
  await consent(page);
  await expect(page).toHaveURL(/\/webhooks$/);
  for (const { id } of await own()) await call(console, 'DELETE', `/api/connections/${id}`);

  await consent(page, { site: 'sandbox-borealis' });
  await expect(page.getByRole('heading', { name: 'Choose sites' })).toBeVisible();
  await expect(page.getByText('You consented as Sam Sandbox')).toBeVisible();
  expect(await own()).toEqual([]);
  const connect = page.getByRole('button', { name: 'Connect', exact: true });
  await expect(connect).toHaveAttribute('title', 'Choose at least one site');
  await expectAccessible(page);

  const choice = page.url();
  await page.getByRole('checkbox', { name: /^borealis/ }).focus();
  await page.keyboard.press('Space');
  await connect.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Connected: borealis · Sam Sandbox')).toBeVisible();
  await expect(page).toHaveURL(/\/borealis-[a-z\d]+\/webhooks$/);
  expect(await own()).toMatchObject([{ siteUrl: 'https://borealis.sandbox.example' }]);

  // It is good for once.
  await page.goto(choice);
  await expect(page.getByText('This choice is over')).toBeVisible();
  await expectAccessible(page);

  // The other site does not come by itself; what is connected is shown as such.
  await page.getByRole('link', { name: 'Consent once more' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('connected already as')).toContainText(/^borealis/);
  await expect(page.getByRole('checkbox')).toHaveCount(1);
  await page.getByRole('button', { name: 'Connect none' }).click();
  await expect(page.getByRole('heading', { name: 'Connect a site' })).toBeVisible();
  await expect(page).toHaveURL('/connect');
  expect(await own()).toHaveLength(1);
});

test('a consent that was refused says so, and can be tried again', async ({ quietPage: page }) => {
  await consent(page, { answer: 'Cancel' });
  const problem = page.getByRole('alert').filter({ hasText: 'You did not consent' });
  await expect(problem).toBeVisible();
  await expectAccessible(page);
  await problem.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Connected: sandbox · Sam Sandbox')).toBeVisible();
});

test('a consent that another browser began comes to nothing, in plain words', async ({
  quietPage: page,
}) => {
  await page.goto('/api/oauth/callback?state=stolen&code=stolen');
  await expect(page.getByRole('alert')).toContainText('began in another browser');
  await expect(page).toHaveURL('/connect?problem=stale');

  // What the address says is never shown as it is.
  await page.goto(`/connect?problem=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  await expect(page.getByRole('alert')).toContainText('could not complete the consent');
  await expect(page.getByText('<img')).toHaveCount(0);
  await page.goto('/connect?connected=nobody');
  await expect(page).toHaveURL('/');
});

test('a revoked consent says “sign in again” with the reason, and is healed by that', async ({
  quietPage: page,
  atlassian,
  console,
}) => {
  await consent(page);
  await expect(row(page, 1)).toBeVisible();
  const find = async () => (await connections(console)).find(({ as }) => as !== undefined);
  const id = (await find())?.id ?? '';
  await revoke(atlassian);
  await page.goto(`/${id}/webhooks`);
  await expect(page.getByText(/no longer accepts this consent/).first()).toBeVisible();
  expect(await find()).toMatchObject({
    problem: { kind: 'sign-in-again', reason: 'Unknown or invalid refresh token.' },
  });

  await page.goto(`/api/oauth/start?again=${id}`);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Signed in again: sandbox · Sam Sandbox')).toBeVisible();
  await expect(page).toHaveURL(`/${id}/webhooks`);
  await expect(row(page, 1)).toBeVisible();
  expect((await find())?.problem).toBeUndefined();
});

test('a Connect app is entered, tested and seen; a refusal stands at its field', async ({
  quietPage: page,
  atlassian,
}) => {
  await page.goto('/connect');
  const add = page.getByRole('button', { name: 'Add this site' });
  const site = page.getByLabel('Site address');
  const secret = page.getByLabel('Shared secret');
  await add.click();
  await expect(site).toBeFocused();
  await expect(site).toHaveAccessibleDescription('Say which site it is.');
  await expect(secret).toHaveAttribute('type', 'password');
  await expect(secret).toHaveAttribute('autocomplete', 'off');

  await site.fill('http://acme.example');
  await page.getByLabel('App key').fill('sandbox-app');
  await secret.fill('wrong');
  await page.keyboard.press('Enter');
  await expect(site).toHaveAccessibleDescription(/^Site address must begin with https/);
  await expect(site).toBeFocused();
  await expectAccessible(page);

  await site.fill(`${atlassian.address}/sandbox`);
  await page.getByLabel('Name').fill('Acme');
  await add.click();
  await expect(page.getByText('Added: Acme')).toBeVisible();
  await page.getByRole('button', { name: 'Test it' }).click();
  await expect(page.getByText('The site refuses it')).toBeVisible();
  await expectAccessible(page);

  // The same app and site once more.
  await page.getByRole('button', { name: 'Add another' }).click();
  await expect(site).toBeFocused();
  await expect(secret).toHaveValue('');
  await site.fill(`${atlassian.address}/sandbox`);
  await page.getByLabel('App key').fill('sandbox-app');
  await secret.fill('sandbox-shared-secret');
  await add.click();
  await expect(page.getByLabel('App key')).toHaveAccessibleDescription(/is there already/);

  await page.getByRole('link', { name: 'Acme' }).first().click();
  await expect(page).toHaveURL(/\/webhooks$/);
});

test('a Connect app that was entered right shows its webhooks', async ({
  quietPage: page,
  atlassian,
}) => {
  await page.goto('/connect');
  await page.getByLabel('Site address').fill(`${atlassian.address}/sandbox`);
  await page.getByLabel('App key').fill('sandbox-app');
  await page.getByLabel('Shared secret').fill('sandbox-shared-secret');
  const address = page.getByLabel('Base URL of the app');
  await page.getByLabel('Client key').fill('key-of-the-site');
  await page.keyboard.press('Enter');
  await expect(address).toHaveAccessibleDescription(/Give both, or neither\.$/);
  await expect(address).toBeFocused();
  await address.fill('https://app.acme.example/?from=jira');
  await page.keyboard.press('Enter');
  await expect(address).toHaveAccessibleDescription(
    /Base URL of the app must be an address over https/,
  );
  await address.fill('https://app.acme.example');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Test it' }).click();
  await expect(page.getByText('The site takes it', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'See its webhooks' }).click();
  await expect(page.getByRole('button', { name: /^Details of webhook/ }).first()).toBeVisible();
});

test('a file of Connect sites is imported, with a verdict on each line that was refused', async ({
  quietPage: page,
  console,
}) => {
  const line = (site: string) =>
    JSON.stringify({ siteUrl: `https://${site}.atlassian.net`, appKey: 'a', sharedSecret: 's' });
  const choose = (name: string, lines: readonly string[]) =>
    page.getByLabel('File, chosen or dropped here').setInputFiles({
      name,
      mimeType: 'application/x-ndjson',
      buffer: Buffer.from(lines.join('\n')),
    });
  await page.goto('/connect');
  await choose('sites.ndjson', [line('one'), line('two'), line('one'), '{']);
  await expect(page.getByText('sites.ndjson: 2 added, 2 refused.')).toBeVisible();
  const refused = page.getByRole('region', { name: 'Refused lines' });
  await expect(refused.getByRole('row')).toHaveText([
    'LineWhy it was refused',
    '3This app’s connection to this site is there already.',
    '4The line is not JSON.',
  ]);
  const names = (await connections(console)).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['one.atlassian.net', 'two.atlassian.net']));
  await expectAccessible(page);

  await choose(
    'wrong.ndjson',
    Array.from({ length: 1200 }, () => '{'),
  );
  await expect(page.getByText('wrong.ndjson: 0 added, 1,200 refused.')).toBeVisible();
  await expect(refused.getByRole('row')).toHaveCount(1001);
  await expect(page.getByText('And 200 more.')).toBeVisible();

  // Dropped, as well as chosen.
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'more.ndjson'));
    return data;
  }, line('three'));
  await page
    .getByLabel('File, chosen or dropped here')
    .dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByText('more.ndjson: 1 added, 0 refused.')).toBeVisible();
});

test('a viewer and an operator see why they may not, and what is not set up', async ({
  browser,
}) => {
  const console = await startConsole({
    TRUSTED_PROXY: '127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1:1',
    SANDBOX: 'off',
  });
  const open = async (role: string) => {
    const headers = { 'x-forwarded-user': 'Robin', 'x-forwarded-groups': role };
    const context = await browser.newContext({
      baseURL: console.address,
      extraHTTPHeaders: headers,
    });
    const page = await context.newPage();
    return page;
  };
  try {
    for (const role of ['viewer', 'operator']) {
      const page = await open(role);
      // Whoever comes here all the same is led back.
      await page.goto('/api/oauth/start');
      await expect(page).toHaveURL('/connect?problem=not-allowed');
      await expect(page.getByRole('alert')).toContainText('You may not connect a site');
      const reason = `Your role is ${role}: this needs admin`;
      await expect(page.getByRole('status').filter({ hasText: reason })).toBeVisible();
      for (const name of ['Add this site', 'Choose a file', 'Try again']) {
        const button = page.getByRole('button', { name });
        await expect(button).toHaveAttribute('aria-disabled', 'true');
        await expect(button).toHaveAttribute('title', reason);
      }
      await expect(page.getByLabel('Shared secret')).toBeDisabled();
      await expectAccessible(page);
      await page.context().close();
    }
    const page = await open('admin');
    await page.goto('/api/oauth/start');
    await expect(page.getByRole('alert')).toContainText('No OAuth app is set up');
    await expect(page.getByRole('heading', { name: 'No OAuth app is set up yet' })).toBeVisible();
    await expect(page.getByText('http://127.0.0.1:1/api/oauth/callback')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Continue to Atlassian' })).toHaveCount(0);
    await expectAccessible(page);
    const setup = z.object({ ready: z.boolean() });
    expect(setup.parse(await (await page.request.get('/api/oauth')).json()).ready).toBe(false);
    await page.context().close();
  } finally {
    await console.close();
  }
});
