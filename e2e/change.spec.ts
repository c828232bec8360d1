import type { Page } from 'playwright/test';
import { expect, test, type ListedWebhook, type Sandbox } from './fixtures.ts';

const progress = (page: Page) => page.getByRole('region', { name: 'Progress of the change' });
const replace = (page: Page) => page.getByRole('button', { name: /^Replace webhook/ }).click();
const jql = (page: Page) => page.getByLabel('JQL filter');

/** A healthy webhook, and the way to the form that changes it, as one comes to it from the list. */
async function openChange(
  page: Page,
  sandbox: Sandbox,
  connection = 'sandbox',
): Promise<ListedWebhook> {
  const old = (await sandbox.listed(connection)).find(({ jqlFilter }) =>
    /^project = \w+$/.test(jqlFilter),
  );
  if (!old) throw new Error('the sandbox lists no plain filter');
  await page.goto(`/${connection}/webhooks?open=${old.id}`);
  await page.getByRole('complementary').getByRole('link', { name: 'Change' }).click();
  await expect(page.getByRole('heading', { name: `Change webhook ${old.id}` })).toBeVisible();
  await expect(jql(page)).toHaveValue(old.jqlFilter);
  return old;
}

const filtersOf = async (sandbox: Sandbox, connection?: string) =>
  (await sandbox.listed(connection)).map(({ jqlFilter }) => jqlFilter);

test('changing registers the new one, verifies it, and deletes the old one', async ({
  quietPage: page,
  sandbox,
}) => {
  const old = await openChange(page, sandbox);
  const before = await sandbox.listed();
  await jql(page).fill('project = ALTERED');
  await replace(page);
  await expect(progress(page)).toContainText(`stands in place of webhook ${old.id}`);
  const after = await sandbox.listed();
  expect(after).toHaveLength(before.length);
  expect(after.map(({ id }) => id)).not.toContain(old.id);
  expect(after.at(-1)?.jqlFilter).toBe('project = ALTERED');
  await progress(page).getByRole('link').click();
  await expect(page.getByRole('complementary')).toContainText('project = ALTERED');
});

test('refused, the old one stands as it was, with Jira’s words on the field', async ({
  quietPage: page,
  sandbox,
}) => {
  const old = await openChange(page, sandbox);
  const before = await sandbox.listed();
  await jql(page).fill('watchCount > 3');
  await replace(page);
  await expect(progress(page)).toContainText(`Webhook ${old.id} stands as it was.`);
  await expect(page.getByText('Jira answered: The clause watchCount is unsupported')).toBeVisible();
  expect(await sandbox.listed()).toEqual(before);
  await jql(page).fill('project = MENDED');
  await replace(page);
  await expect(progress(page)).toContainText(`stands in place of webhook ${old.id}`);
});

test('where the old one cannot be deleted, both are said to exist, and either way out works', async ({
  quietPage: page,
  sandbox,
}) => {
  for (const way of ['Delete webhook', 'Take the new one back']) {
    await sandbox.reset();
    const old = await openChange(page, sandbox);
    const count = (await sandbox.listed()).length;
    await jql(page).fill('project = BOTH');
    await sandbox.fault({ fault: 'status', status: 500, operation: 'delete' });
    await replace(page);
    await expect(progress(page)).toContainText(`Both exist now: webhook ${old.id}`);
    expect(await sandbox.listed()).toHaveLength(count + 1);
    await progress(page)
      .getByRole('button', { name: new RegExp(`^${way}`) })
      .click();
    await expect(progress(page)).toContainText(
      way === 'Delete webhook' ? 'stands in place of' : `Webhook ${old.id} stands as it was.`,
    );
    const filters = await filtersOf(sandbox);
    expect(filters.includes('project = BOTH')).toBe(way === 'Delete webhook');
    expect(filters).toHaveLength(count);
  }
});

test('at a full quota the order turns round, the gap is announced, and closed again on a refusal', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.reset({ registrations: 100 });
  const [old] = await sandbox.listed();
  await page.goto(`/sandbox/webhooks/new?change=${old?.id}`);
  await expect(page.getByText('There will be a gap')).toBeVisible();
  await jql(page).fill('watchCount > 3');
  await replace(page);
  await expect(progress(page)).toContainText('The old one stands again as');
  await expect(progress(page)).toContainText('The clause watchCount is unsupported');
  const after = await sandbox.listed();
  expect(after).toHaveLength(100);
  expect(after.at(-1)?.jqlFilter).toBe(old?.jqlFilter);
});

test('at a full quota a change goes through', async ({ quietPage: page, sandbox }) => {
  await sandbox.reset({ registrations: 100 });
  const [old] = await sandbox.listed();
  await page.goto(`/sandbox/webhooks/new?change=${old?.id}`);
  await jql(page).fill('project = FULL');
  await replace(page);
  await expect(progress(page)).toContainText(`stands in place of webhook ${old?.id}`);
  expect(await filtersOf(sandbox)).toContain('project = FULL');
});

test('another URL for the only webhook of an OAuth user: the old one goes first', async ({
  quietPage: page,
  sandbox,
  request,
}) => {
  const [kept, ...others] = await sandbox.listed('sandbox-oauth');
  await request.delete('/api/connections/sandbox-oauth/rest/api/3/webhook', {
    data: { webhookIds: others.map(({ id }) => id) },
  });
  await page.goto(`/sandbox-oauth/webhooks/new?change=${kept?.id}`);
  await expect(page.getByText('There will be a gap')).toBeHidden();
  await page.getByLabel('URL', { exact: true }).fill('https://elsewhere.example.com/hook');
  await expect(page.getByText('There will be a gap')).toBeVisible();
  await replace(page);
  await expect(progress(page)).toContainText(`stands in place of webhook ${kept?.id}`);
  expect(await sandbox.listed('sandbox-oauth')).toHaveLength(1);
});

test('R12: an answer lost in the middle is looked after, and nothing exists twice', async ({
  quietPage: page,
  sandbox,
}) => {
  const old = await openChange(page, sandbox);
  const count = (await sandbox.listed()).length;
  await jql(page).fill('project = LOST');
  await sandbox.fault({ fault: 'lost-answer', operation: 'register' });
  await sandbox.fault({ fault: 'lost-answer', operation: 'delete' });
  await page.getByRole('button', { name: /^Replace webhook/ }).dblclick();
  await expect(progress(page)).toContainText(`stands in place of webhook ${old.id}`);
  const filters = await filtersOf(sandbox);
  expect(filters.filter((filter) => filter === 'project = LOST')).toHaveLength(1);
  expect(filters).toHaveLength(count);
});

test('a webhook that is gone is said to be gone', async ({ quietPage: page }) => {
  await page.goto('/sandbox/webhooks/new?change=999999');
  await expect(page.getByText('There is no webhook 999999 in the list')).toBeVisible();
});

test('duplicating begins with what the webhook is, and points out the double', async ({
  quietPage: page,
  sandbox,
}) => {
  const old = (await sandbox.listed()).find(({ jqlFilter }) => jqlFilter === 'project = OPS');
  await page.goto(`/sandbox/webhooks?open=${old?.id}`);
  await page.getByRole('complementary').getByRole('link', { name: 'Duplicate' }).click();
  await expect(jql(page)).toHaveValue('project = OPS');
  await expect(page.getByText(`Webhook ${old?.id} already sends`)).toBeVisible();
});

test('what was just deleted is registered again under a new id', async ({
  quietPage: page,
  sandbox,
}) => {
  const old = (await sandbox.listed()).find(({ jqlFilter }) => jqlFilter === 'project = OPS');
  await page.goto('/sandbox/webhooks?q=OPS');
  await page.getByRole('button', { name: `Delete webhook ${old?.id}`, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('button', { name: 'Delete now' }).click();
  await page.getByRole('link', { name: 'Register again' }).click();
  await expect(jql(page)).toHaveValue('project = OPS');
  await page.getByRole('button', { name: 'Register webhook' }).click();
  await expect(page.getByRole('region', { name: 'Registered' }).getByRole('listitem')).toHaveCount(
    1,
  );
  const again = (await sandbox.listed()).at(-1);
  expect(again?.jqlFilter).toBe('project = OPS');
  expect(again?.id).not.toBe(old?.id);
});
