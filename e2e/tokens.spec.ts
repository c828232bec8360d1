/** Tokens for programs: made, shown once, used, revoked; and who may do so. */
import type { Page } from 'playwright/test';
import { freePort } from '../src/server/test-free-port.ts';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { accessibilityFaults, expect, test } from './fixtures.ts';

/** A console behind a proxy that says who one is; the tests are that proxy. */
async function startGuarded(): Promise<ConsoleProcess> {
  const port = await freePort();
  return startConsole({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TRUSTED_PROXY: '127.0.0.1',
  });
}

const guardedTest = test.extend<object, { guarded: ConsoleProcess }>({
  guarded: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const guarded = await startGuarded();
      await provide(guarded);
      await guarded.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ guarded }, provide) => provide(guarded.address),
});

const person = (role: string) => ({
  'x-forwarded-user': `Robin the ${role}`,
  'x-forwarded-groups': role,
});

const begin = (page: Page) => page.getByRole('button', { name: 'Make a token' });
const submit = (page: Page) => page.getByRole('button', { name: 'Make the token' });
const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name' });
const connectionField = (page: Page) => page.getByRole('combobox', { name: 'Connection' });
const listed = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Tokens' }).getByRole('listitem').filter({ hasText: name });

async function statusWith(page: Page, address: string, token: string): Promise<number> {
  const { status } = await fetch(new URL(address, page.url()), {
    headers: { authorization: `Bearer ${token}` },
  });
  return status;
}

/** In both schemes; at 360 nothing scrolls sideways, and the header stays. */
async function expectSound(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
  }
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 800 });
  const overflow = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
  await expect.poll(overflow).toEqual([0, 0]);
  if (before) await page.setViewportSize(before);
}

guardedTest.describe('an admin', () => {
  guardedTest.use({ extraHTTPHeaders: person('admin') });

  guardedTest(
    'makes a token by keyboard, sees it once, and revokes it',
    async ({ quietPage: page }) => {
      await page.goto('/tokens');
      await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible();
      await expectSound(page);

      await begin(page).press('Enter');
      await expect(nameField(page)).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByText('Give it a name.')).toBeVisible();
      await expect(page.getByText('Choose a connection from the list.')).toBeVisible();
      await page.keyboard.type('the nightly build');
      await connectionField(page).focus();
      await page.keyboard.type('sandbox');
      await expect(page.getByRole('option')).toHaveCount(2);
      await expectSound(page);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(connectionField(page)).toHaveValue('Sandbox · OAuth app');
      await submit(page).press('Enter');

      const shown = page.getByRole('region', { name: 'The token for “the nightly build”' });
      await expect(shown.getByRole('heading', { level: 2 })).toBeFocused();
      await expect(shown).toContainText('This is the only time that it is shown');
      await expect(shown).toContainText('/api/connections/sandbox-oauth/rest/api/3/webhook');
      const token = (await shown.getByText(/^jwc_/).textContent()) ?? '';
      await expectSound(page);
      await shown.getByRole('button', { name: 'I have kept it' }).press('Enter');
      await expect(page.getByText(token)).toHaveCount(0);
      await expect(begin(page)).toBeFocused();

      const webhooks = '/api/connections/sandbox-oauth/rest/api/3/webhook';
      expect(await statusWith(page, webhooks, token)).toBe(200);
      await page.reload();
      const item = listed(page, 'the nightly build');
      await expect(item).toContainText('Webhooks of one connection: Sandbox · OAuth app');
      await expect(item).toContainText('Made by Robin the admin');
      await expect(item).toContainText('Last used');
      expect(await page.content()).not.toContain(token);
      await expectSound(page);

      const revoke = item.getByRole('button', { name: 'Revoke… the nightly build' });
      await revoke.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Revoke “the nightly build”?' });
      await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
      await expectSound(page);
      await page.keyboard.press('Escape');
      await expect(revoke).toBeFocused();
      await revoke.press('Enter');
      await dialog.getByRole('button', { name: 'Revoke it' }).press('Enter');
      await expect(page.getByRole('status').filter({ hasText: 'is revoked' })).toBeVisible();
      await expect(item).toHaveCount(0);
      await expect(begin(page)).toBeFocused();
      expect(await statusWith(page, webhooks, token)).toBe(401);
    },
  );

  guardedTest(
    'makes one for the metrics, which is for no one connection',
    async ({ quietPage: page }) => {
      await page.goto('/tokens');
      await begin(page).click();
      await nameField(page).fill('prometheus');
      await page.getByRole('radio', { name: /^Metrics/ }).check();
      await expect(connectionField(page)).toHaveCount(0);
      await submit(page).click();
      const token = (await page.getByText(/^jwc_/).textContent()) ?? '';
      expect(await statusWith(page, '/metrics', token)).toBe(200);
      expect(await statusWith(page, '/api/connections', token)).toBe(403);
    },
  );

  guardedTest('finds one connection among thousands', async ({ quietPage: page }) => {
    const tenant = (nth: number) => ({
      kind: 'connect',
      name: `Tenant ${nth}`,
      siteUrl: `https://tenant-${nth}.atlassian.net`,
      appKey: 'app',
      sharedSecret: 'a-shared-secret',
    });
    const lines = Array.from({ length: 2000 }, (_, nth) => JSON.stringify(tenant(nth)));
    // Of its own: the other tests do with two.
    const crowded = await startGuarded();
    const imported = await page.request.post(`${crowded.address}/api/connections/import`, {
      data: lines.join('\n'),
    });
    expect(imported.status()).toBe(200);
    await page.goto(`${crowded.address}/tokens`);
    await begin(page).press('Enter');
    await connectionField(page).press('ArrowDown');
    await expect(page.getByRole('option')).toHaveCount(50);
    await expect(page.getByText('and 1,952 more: type more of its name')).toBeVisible();
    await connectionField(page).fill('tenant-1234.');
    await expect(page.getByRole('option')).toHaveText('Tenant 1234 tenant-1234.atlassian.net');
    await connectionField(page).press('Enter');
    await expect(connectionField(page)).toHaveValue('Tenant 1234');
    await connectionField(page).fill('nobody at all');
    await expect(page.getByText('No connection is called so.')).toBeVisible();
    await submit(page).press('Enter');
    await expect(page.getByText('Choose a connection from the list.')).toBeVisible();
    await crowded.close();
  });

  guardedTest('R12: a revocation whose answer is lost is looked up', async ({ page }) => {
    await page.goto('/tokens');
    await page.request.post('/api/tokens', { data: { name: 'lost one', scope: 'metrics' } });
    await page.reload();
    await page.route('**/api/tokens/*', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await listed(page, 'lost one').getByRole('button').click();
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await expect(page.getByText('“lost one” is revoked')).toBeVisible();
    await expect(listed(page, 'lost one')).toHaveCount(0);
  });

  guardedTest('is told where the list can’t be read, and asks again', async ({ page }) => {
    await page.clock.install();
    await page.route('**/api/tokens', (route) => route.abort());
    await page.goto('/tokens');
    const problem = page.getByRole('alert').filter({ hasText: 'The tokens could not be read' });
    await expect
      .poll(
        async () => {
          await page.clock.runFor(1000);
          return problem.isVisible();
        },
        { intervals: [50] },
      )
      .toBe(true);
    await page.unroute('**/api/tokens');
    await problem.getByRole('button', { name: 'Try again' }).click();
    await expect(problem).toHaveCount(0);
  });
});

guardedTest.describe('a viewer', () => {
  guardedTest.use({ extraHTTPHeaders: person('viewer') });

  guardedTest('sees why not, and the console itself refuses', async ({ quietPage: page }) => {
    await page.goto('/tokens');
    await expect(page.getByRole('heading', { name: 'Tokens are for admins' })).toBeVisible();
    await expect(begin(page)).toHaveAttribute('aria-disabled', 'true');
    await expect(begin(page)).toHaveAttribute('title', 'Your role is viewer: this needs admin');
    await expectSound(page);
    expect((await page.request.get('/api/tokens')).status()).toBe(403);
  });
});

test('where nobody signs in, the page says what a token is for then', async ({
  quietPage: page,
}) => {
  await page.goto('/tokens');
  await expect(page.getByText('programs on this machine need no token')).toBeVisible();
  await expect(begin(page)).not.toHaveAttribute('aria-disabled');
  await expectSound(page);
});
