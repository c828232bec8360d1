import { expect, row, test } from './fixtures.ts';

test('the list shows every webhook with its time left, most urgent first', async ({
  quietPage: page,
  sandbox,
}) => {
  await page.goto('/sandbox/webhooks');
  const listed = await sandbox.listed();
  await expect(page.getByRole('table', { name: 'Webhooks' })).toHaveAttribute(
    'aria-rowcount',
    String(listed.length + 1),
  );
  const [first] = listed.toSorted(
    (a, b) => Date.parse(a.expirationDate) - Date.parse(b.expirationDate),
  );
  const top = page.getByRole('row').nth(1);
  await expect(top.getByRole('button', { name: `Details of webhook ${first?.id}` })).toBeVisible();
  await expect(top.getByText('Expired')).toBeVisible();
  await expect(page.getByText(`${listed.length} of 100`)).toBeVisible();
});

test('a countdown ticks, and the words change at the moment of expiry', async ({
  quietPage: page,
  sandbox,
}) => {
  const soonest = (await sandbox.listed())
    .filter(({ expirationDate }) => Date.parse(expirationDate) > Date.now())
    .toSorted((a, b) => Date.parse(a.expirationDate) - Date.parse(b.expirationDate))[0];
  expect(soonest).toBeDefined();
  if (!soonest) return;
  await page.clock.install({ time: Date.parse(soonest.expirationDate) - 90_500 });
  await page.goto('/sandbox/webhooks');
  const timer = row(page, soonest.id).getByRole('timer');
  // The page's clock is corrected by Jira's: what is left is told by Jira's time, not by the tab's.
  await expect(timer).toHaveText(/min \d\d s$/);
  const before = await timer.textContent();
  await page.clock.runFor(2000);
  await expect(timer).not.toHaveText(before ?? '');
});

test('search, status and event narrow the list, and the address holds them', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/webhooks');
  await page.getByRole('searchbox', { name: 'Search webhooks' }).fill('project = PAY');
  await expect(page).toHaveURL(/q=project/);
  await expect(page.getByText(/^\d+ of 37 shown$/)).toBeVisible();
  await page.getByRole('button', { name: /^Expired/ }).click();
  await expect(page).toHaveURL(/status=expired/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('project = PAY');
  await expect(page.getByRole('button', { name: /^Expired/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await page.getByRole('combobox', { name: 'Event' }).selectOption('sprint_created');
  await expect(page).toHaveURL(/event=sprint_created/);
  await page.getByRole('searchbox').fill('nothing has this');
  await expect(page.getByRole('heading', { name: 'No webhook matches' })).toBeVisible();
});

test('an address that makes no sense heals', async ({ quietPage: page }) => {
  await page.goto(
    '/sandbox/webhooks?status=lost&sort=7&descending=perhaps&open=x&selected=..--&q=12',
  );
  await expect(page.getByRole('searchbox')).toHaveValue('12');
  await expect(page.getByRole('columnheader', { name: 'Time left' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
});

test('sorting by a column stands in the address and turns round', async ({ quietPage: page }) => {
  await page.goto('/sandbox/webhooks');
  await page.getByRole('button', { name: 'ID', exact: true }).click();
  const header = page.getByRole('columnheader', { name: 'ID', exact: true });
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: 'ID', exact: true }).click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/descending=true/);
});

test('details open in the address, tell both dates, and close with Escape', async ({
  quietPage: page,
  sandbox,
}) => {
  const [webhook] = await sandbox.listed();
  if (!webhook) throw new Error('the sandbox lists nothing');
  await page.goto('/sandbox/webhooks?sort=id');
  await row(page, webhook.id)
    .getByRole('button', { name: /^Details/ })
    .click();
  const details = page.getByRole('complementary', { name: `Webhook ${webhook.id}` });
  await expect(page).toHaveURL(new RegExp(`open=${webhook.id}`));
  await expect(details.getByText(/ UTC$/).first()).toBeVisible();
  await expect(details.getByText(webhook.expirationDate)).toBeVisible();
  await details.getByRole('heading', { name: `Webhook ${webhook.id}` }).press('Escape');
  await expect(details).toBeHidden();
  await expect(row(page, webhook.id).getByRole('button', { name: /^Details/ })).toBeFocused();
});

test('details copy as JSON and as a curl command without secrets', async ({
  quietPage: page,
  context,
  sandbox,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const [webhook] = await sandbox.listed();
  await page.goto(`/sandbox/webhooks?open=${webhook?.id}`);
  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  const json = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(json)).toEqual(webhook);
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toContain('"Authorization: $JIRA_AUTHORIZATION"');
  expect(curl).not.toMatch(/eyJ|sandbox-shared-secret/);
});

test('an id that is not in the list is said to be so', async ({ quietPage: page }) => {
  await page.goto('/sandbox/webhooks?open=999999');
  await expect(page.getByRole('complementary')).toContainText('does not list a webhook 999999');
});

test('ten thousand webhooks: only what is in view is in the page', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.reset({ registrations: 10_000 });
  await page.goto('/sandbox/webhooks?sort=id');
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '10001');
  expect(await page.getByRole('row').count()).toBeLessThan(60);
  await page
    .getByRole('button', { name: /^Details/ })
    .first()
    .focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('row').last()).toHaveAttribute('aria-rowindex', '10001');
  await expect(
    page.locator('[aria-rowindex="10001"]').getByRole('button', { name: /^Details/ }),
  ).toBeFocused();
});

test('the overview tells the health of every connection', async ({ quietPage: page }) => {
  await page.goto('/');
  const card = page.getByRole('listitem').filter({ hasText: 'Sandbox · Connect app' });
  await expect(card).toContainText('37 of 100');
  await card.getByRole('link', { name: 'Sandbox · Connect app' }).click();
  await expect(page).toHaveURL('/sandbox/webhooks');
  await expect(page.getByRole('heading', { name: 'Webhooks' })).toBeVisible();
});

test('an unknown connection or page says so and leads back', async ({ page }) => {
  for (const path of ['/nobody/webhooks', '/sandbox/nothing', '/..%2f..%2fetc/webhooks']) {
    await page.goto(path);
    await expect(page.getByText('There is nothing at this address')).toBeVisible();
    await page.getByRole('link', { name: 'See all connections' }).click();
    await expect(page.getByRole('heading', { name: 'Connections' })).toBeVisible();
  }
});
