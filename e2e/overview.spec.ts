/** All connections at a glance while they are few, and who may make them more. */
import type { Page } from 'playwright/test';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { accessibilityFaults, expect, test } from './fixtures.ts';
import { smallTargets, tooWide } from './keyboard-checks.ts';

const card = (page: Page, name: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: name });

async function looksRight(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 320, height: 740 });
  expect(await tooWide(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 740 });
}

test('a few connections are links in the header and cards below, without a search', async ({
  quietPage: page,
}) => {
  await page.goto('/');
  const header = page.getByRole('navigation', { name: 'Connections' });
  await expect(header.getByRole('link')).toHaveCount(2);
  await expect(card(page, 'Sandbox · Connect app')).toContainText('37 of 100');
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Tokens' })).toHaveAttribute('href', '/tokens');
  await page.getByRole('link', { name: 'Connect a site' }).click();
  await expect(page).toHaveURL('/connect');
  // An address that narrows says so, and can be undone.
  await page.goto('/?q=oauth&attention=maybe');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2);
  await header.getByRole('link', { name: 'Sandbox · OAuth app' }).click();
  const screens = page.getByRole('navigation', { name: 'This connection' });
  await screens.getByRole('link', { name: 'Settings' }).click();
  await expect(page).toHaveURL('/sandbox-oauth/settings');
});

test('A2: the first press of Tab offers the way past the header', async ({ quietPage: page }) => {
  await page.goto('/');
  await expect(card(page, 'Sandbox · Connect app')).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('button', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  expect((await skip.boundingBox())?.height).toBeGreaterThanOrEqual(24);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Tokens' })).toBeFocused();
});

const behindProxy = {
  PUBLIC_URL: 'https://console.acme.example',
  TRUSTED_PROXY: '127.0.0.1',
};

async function comeAs(page: Page, role: string): Promise<void> {
  await page.setExtraHTTPHeaders({ 'x-forwarded-user': 'Robin', 'x-forwarded-groups': role });
}

test('with nothing connected the first screen says what comes first, and who may', async ({
  quietPage: page,
}) => {
  const console = await startConsole({ ...behindProxy, SANDBOX: 'off' });
  await comeAs(page, 'admin');
  await page.goto(console.address);
  await expect(page.getByRole('heading', { name: 'No site is connected yet' })).toBeVisible();
  const connect = page.getByRole('link', { name: 'Connect a site' });
  await expect(connect).toHaveAttribute('href', '/connect');
  await expect(page.getByRole('navigation', { name: 'Connections' })).toHaveCount(0);
  await expect(page.getByText(/sandbox/i)).toHaveCount(0);
  await looksRight(page);

  await comeAs(page, 'operator');
  await page.reload();
  await expect(page.getByText('Your role is operator: this needs admin.')).toBeVisible();
  const notAllowed = page.getByRole('button', { name: 'Connect a site' });
  await expect(notAllowed).toHaveAttribute('aria-disabled', 'true');
  await looksRight(page);
  await console.close();
});

test('a viewer sees every connection, and why they may not add one', async ({
  quietPage: page,
}) => {
  const console = await startConsole(behindProxy);
  await comeAs(page, 'viewer');
  await page.goto(console.address);
  await expect(card(page, 'Sandbox · OAuth app')).toContainText('3 of 5');
  for (const name of ['Connect a site', 'Tokens']) {
    const button = page.getByRole('button', { name });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAttribute('title', 'Your role is viewer: this needs admin');
  }
  // Who one is stands at the end of the header, here as beside the sandbox's button.
  const end = async () => {
    const box = await page.getByText('viewer', { exact: true }).boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  const here = await end();
  expect(here).toBeGreaterThan(1100);
  await page.goto(`${console.address}/sandbox/webhooks`);
  await expect(page.getByRole('button', { name: 'Sandbox', exact: true })).toBeVisible();
  expect(await end()).toBe(here);
  await page.goto(console.address);
  await looksRight(page);
  await console.close();
});

/** A console whose Atlassian is another's sandbox, with one site that a user connected there. */
async function connectedConsole(page: Page, atlassian: string): Promise<ConsoleProcess> {
  const console = await startConsole({
    SANDBOX: 'off',
    OAUTH_CLIENT_ID: 'sandbox-client',
    OAUTH_CLIENT_SECRET: 'sandbox-client-secret',
    ATLASSIAN_AUTH_URL: `${atlassian}/sandbox/auth`,
    ATLASSIAN_API_URL: `${atlassian}/sandbox/api`,
  });
  await page.goto(`${console.address}/api/oauth/start`);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Connected: sandbox · Sam Sandbox')).toBeVisible();
  return console;
}

test('where consent ends, the reason and the way back stand on its card, and a click there heals it', async ({
  quietPage: page,
  console: atlassian,
}) => {
  const console = await connectedConsole(page, atlassian.address);
  await page.goto(console.address);
  const name = 'sandbox · Sam Sandbox';
  await expect(card(page, name)).toContainText('OAuth 2.0 app, as Sam Sandbox, on sandbox.example');
  await expect(card(page, name)).toContainText('3 of 5');

  await page.request.delete(`${atlassian.address}/sandbox/control/grants`);
  const [connection] = (await (
    await page.request.get(`${console.address}/api/connections`)
  ).json()) as { id: string }[];
  // Whatever is asked next finds out that the consent has ended.
  await page.request.get(`${console.address}/api/connections/${connection?.id}/rest/api/3/webhook`);
  await page.reload();
  await expect(card(page, name)).toContainText('Sign-in needed');
  await expect(card(page, name)).toContainText('The consent has ended: ');
  await expect(card(page, name)).toContainText('Up to 5 webhooks');
  await looksRight(page);
  await card(page, name).getByRole('link', { name: 'Sign in again' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText(`Signed in again: ${name}`)).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('link', { name: 'Jira Webhook Console' }).click();
  await expect(card(page, name)).toContainText('3 of 5');
  await expect(page.getByText('Sign-in needed')).toHaveCount(0);
  await console.close();
});

test('numbers stand on one line, whether they lead somewhere or not', async ({
  quietPage: page,
}) => {
  await page.goto('/');
  const oauth = card(page, 'Sandbox · OAuth app');
  // None has expired, so that number is no link; the one beside it is.
  await expect(oauth.getByRole('link', { name: /expire within 24 hours/ })).toHaveText(/^1/);
  const tops = await oauth.locator('dd').evaluateAll((numbers) =>
    numbers.map((number) => {
      const range = document.createRange();
      range.selectNodeContents(number.querySelector('a') ?? number);
      return Math.round(range.getClientRects()[0]?.top ?? 0);
    }),
  );
  expect(tops).toHaveLength(5);
  expect(tops[0]).toBe(tops[1]);
  expect(tops[2]).toBe(tops[3]);
  await expect(oauth).toContainText('handed in');
  await expect(card(page, 'Sandbox · Connect app')).not.toContainText('handed in');
});

test('R11: where Jira asks to wait, the card says how long yet', async ({
  quietPage: page,
  sandbox,
}) => {
  const wait = { fault: 'status', status: 429, retryAfterSeconds: 300 };
  await sandbox.fault({ ...wait, operation: 'list', identity: 'connect' });
  await page.goto('/');
  await expect(card(page, 'Sandbox · Connect app')).toContainText(
    /Jira asks to wait\. Trying again in [45] min/,
  );
  await expect(card(page, 'Sandbox · OAuth app')).toContainText('3 of 5');
});
