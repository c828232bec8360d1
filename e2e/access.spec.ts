/** Who may use the console: a console with log-in, and a real provider, both on this machine. */
import { signInAt } from '../src/server/access/test-provider.ts';
import { accessibilityFaults, expect, test as base } from './fixtures.ts';
import { nameOneself, startGuardedConsole, type GuardedConsole } from './guarded-console.ts';

const test = base.extend<object, { guarded: GuardedConsole }>({
  guarded: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const guarded = await startGuardedConsole({ INGEST_TOKENS: `sandbox=${ingestToken}` });
      await provide(guarded);
      await guarded.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ guarded }, provide) => provide(guarded.console.address),
});

const ingestToken = 'a-token-of-the-receiver';

test('signing in leads to where one wanted to go, signing out ends it', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/webhooks?q=project');
  await nameOneself(page, 'operator');
  await expect(page).toHaveURL('/sandbox/webhooks?q=project');
  const header = page.getByRole('banner').first();
  await expect(header).toContainText('Robin the operator');
  await expect(header).toContainText('operator');
  const refresh = page.getByRole('button', { name: /^Refresh webhook/ }).first();
  await expect(refresh).not.toHaveAttribute('aria-disabled');
  await refresh.click();
  await expect(page.getByRole('region', { name: /Renewed/ })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect((await page.request.get('/api/me')).status()).toBe(401);
});

test('a viewer sees everything, and what they may not do with the reason', async ({
  quietPage: page,
}) => {
  const reason = 'Your role is viewer: this needs operator';
  const unavailable = async (name: RegExp | string) => {
    const button = page.getByRole('button', { name }).first();
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAttribute('title', reason);
  };
  await page.goto('/sandbox/webhooks');
  await nameOneself(page, 'viewer');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  for (const name of [
    /^Refresh webhook/,
    /^Delete webhook/,
    /webhooks expiring within/,
    'Register webhooks',
    'Import',
  ]) {
    await unavailable(name);
  }
  await page
    .getByRole('button', { name: /^Details of webhook/ })
    .first()
    .click();
  await unavailable('Change');
  await unavailable('Duplicate');
  expect(await accessibilityFaults(page)).toEqual([]);

  // By its address the form opens, and sends nothing.
  await page.goto('/sandbox/webhooks/new');
  await unavailable(/^Register/);

  const body = '{"webhookEvent":"jira:issue_updated","user":{"displayName":"Nadia Okonjo"}}';
  const url = 'https://hooks.acme.example/jira';
  const handedIn = await page.request.post('/api/connections/sandbox/failures', {
    headers: { authorization: `Bearer ${ingestToken}` },
    data: [{ id: 'a', url, failureTime: Date.now() - 60_000, body }],
  });
  expect(handedIn.status()).toBe(200);
  await page.goto('/sandbox/failures');
  await unavailable('Hand in a file');
  await page
    .getByRole('button', { name: /^Body of/ })
    .first()
    .click();
  await expect(page.getByText('Person 1').first()).toBeVisible();
  await expect(page.getByText('Nadia')).toHaveCount(0);
  await unavailable('Send again…');
});

test('a session that has ended says so, and leads back to where one was', async ({
  quietPage: page,
  context,
}) => {
  await page.goto('/sandbox/webhooks');
  await nameOneself(page, 'operator');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('searchbox').fill('project');
  await expect(page).toHaveURL(/q=project/);
  // Elsewhere: the same session, signed out of in another window.
  await context.request.post('/access/sign-out', { headers: { 'sec-fetch-site': 'same-origin' } });
  await page
    .getByRole('button', { name: /^Refresh webhook/ })
    .first()
    .click();
  const notice = page.getByRole('alert').filter({ hasText: 'Your session has ended' });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Sign in again' }).click();
  await expect(page).toHaveURL(/\/sandbox\/webhooks\?.*q=project/);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByText('Your session has ended')).toHaveCount(0);
});

test('who has no role is told so, in words', async ({ page, guarded, baseURL }) => {
  const begin = await page.request.get('/access/sign-in', { maxRedirects: 0 });
  const back = await signInAt(guarded.provider, begin.headers()['location'] ?? '', 'nobody');
  expect(back).toContain(`${baseURL}/access/callback`);
  await page.goto(back);
  await expect(page.getByRole('heading', { name: 'You have no role' })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
});
