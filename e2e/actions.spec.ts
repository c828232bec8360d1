import { expect, row, test, type ListedWebhook, type Sandbox } from './fixtures.ts';

const byExpiry = (a: ListedWebhook, b: ListedWebhook) =>
  Date.parse(a.expirationDate) - Date.parse(b.expirationDate);

/** The one that ends first, and the state of the list once something was done. */
async function soonest(sandbox: Sandbox): Promise<ListedWebhook> {
  const [first] = (await sandbox.listed()).toSorted(byExpiry);
  if (!first) throw new Error('the sandbox lists nothing');
  return first;
}

test('refreshing one is verified by the list and shows the new date', async ({
  quietPage: page,
  sandbox,
}) => {
  const webhook = await soonest(sandbox);
  await page.goto('/sandbox/webhooks');
  await page.getByRole('button', { name: `Refresh webhook ${webhook.id}`, exact: true }).click();
  await expect(
    page.getByRole('region', { name: `Webhook ${webhook.id}: Renewed until` }),
  ).toBeVisible();
  const after = (await sandbox.listed()).find(({ id }) => id === webhook.id);
  expect(Date.parse(after?.expirationDate ?? '')).toBeGreaterThan(Date.now() + 29 * 86_400_000);
});

test('deleting one asks, names what will be lost, and is sent only after the time to undo', async ({
  quietPage: page,
  sandbox,
}) => {
  const webhook = await soonest(sandbox);
  await page.goto('/sandbox/webhooks');
  await page.getByRole('button', { name: `Delete webhook ${webhook.id}`, exact: true }).click();
  const question = page.getByRole('dialog', { name: `Delete webhook ${webhook.id}?` });
  await expect(question).toContainText(webhook.jqlFilter);
  await question.getByRole('button', { name: `Delete webhook ${webhook.id}` }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  expect((await sandbox.listed()).map(({ id }) => id)).toContain(webhook.id);
  await page.getByRole('button', { name: 'Delete now' }).click();
  await expect(page.getByRole('region', { name: `Webhook ${webhook.id}: Deleted` })).toBeVisible();
  await expect(row(page, webhook.id)).toHaveCount(0);
  expect((await sandbox.listed()).map(({ id }) => id)).not.toContain(webhook.id);
});

test('left alone, a deletion is sent by itself when the time to undo has passed', async ({
  quietPage: page,
  sandbox,
}) => {
  const webhook = await soonest(sandbox);
  await page.clock.install();
  await page.goto('/sandbox/webhooks');
  await page.getByRole('button', { name: `Delete webhook ${webhook.id}`, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(page.getByText('Sent to Jira in')).toBeVisible();
  await page.clock.runFor(6100);
  await expect(page.getByRole('region', { name: `Webhook ${webhook.id}: Deleted` })).toBeVisible();
});

test('undo sends nothing, by button and by Ctrl+Z', async ({ quietPage: page, sandbox }) => {
  const webhook = await soonest(sandbox);
  const writes: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') writes.push(request.method());
  });
  await page.goto('/sandbox/webhooks');
  for (const undo of [
    () => page.getByRole('button', { name: 'Undo' }).click(),
    () => page.keyboard.press('Control+z'),
  ]) {
    await page.getByRole('button', { name: `Delete webhook ${webhook.id}`, exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Delete/ })
      .click();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await undo();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden();
    await expect(
      page.getByRole('button', { name: `Delete webhook ${webhook.id}`, exact: true }),
    ).toBeFocused();
  }
  expect(writes).toEqual([]);
  expect((await sandbox.listed()).map(({ id }) => id)).toContain(webhook.id);
});

test('the selected are refreshed together, and one that Jira no longer knows is told apart', async ({
  quietPage: page,
  sandbox,
  request,
}) => {
  const [first, second, third] = (await sandbox.listed()).toSorted(byExpiry);
  if (!first || !second || !third) throw new Error('too few');
  await page.goto('/sandbox/webhooks');
  await row(page, first.id).getByRole('checkbox').check();
  await row(page, third.id)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('3 selected');
  await expect(page).toHaveURL(/selected=/);
  // Somebody else deletes one in the meantime.
  await request.delete('/api/connections/sandbox/rest/api/3/webhook', {
    data: { webhookIds: [second.id] },
  });
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Refresh' })
    .click();
  const flag = page.getByRole('region', { name: 'Refreshed 2 of 3 webhooks' });
  await expect(flag.getByRole('listitem').filter({ hasText: String(second.id) })).toContainText(
    'Jira no longer knows it',
  );
});

test('all that expire within N days are refreshed in a click', async ({
  quietPage: page,
  sandbox,
}) => {
  await page.goto('/sandbox/webhooks');
  await page.getByRole('combobox', { name: 'Expiring within' }).selectOption('14 days');
  const button = page.getByRole('button', { name: /webhooks expiring within 14 days$/ });
  const count = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0]);
  const horizon = Date.now() + 14 * 86_400_000;
  const due = (await sandbox.listed()).filter(({ expirationDate }) => {
    const at = Date.parse(expirationDate);
    return at > Date.now() && at <= horizon;
  });
  expect(count).toBe(due.length);
  await button.click();
  await expect(page.getByRole('region', { name: `Refreshed ${count} webhooks` })).toBeVisible();
});

test('many go in batches with progress; stop ends after the batch under way, and every id has its verdict', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.reset({ registrations: 500 });
  await sandbox.fault({ fault: 'delay', ms: 300, times: 20, operation: 'refresh' });
  await page.goto('/sandbox/webhooks');
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Refresh' })
    .click();
  await expect(page.getByText(/^(50|100) of 500 sent$/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  const flag = page.getByRole('region', { name: /^Refreshed \d+ of 500 webhooks$/ });
  await expect(flag).toBeVisible();
  const renewed = await flag.getByText(/Renewed until/).count();
  const unsent = await flag.getByText(/Stopped before it was sent/).count();
  expect(renewed + unsent).toBe(500);
  expect(renewed % 50).toBe(0);
  expect(renewed).toBeLessThan(500);
});

test('one failed batch does not lose the verdicts of the others', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.reset({ registrations: 150 });
  await page.goto('/sandbox/webhooks');
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await sandbox.fault({ fault: 'status', status: 500, operation: 'refresh' });
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Refresh' })
    .click();
  const flag = page.getByRole('region', { name: 'Refreshed 100 of 150 webhooks' });
  await expect(flag.getByText(/Not renewed/)).toHaveCount(50);
});

test('R12: an answer lost after the commit is seen for what it was', async ({
  quietPage: page,
  sandbox,
}) => {
  const [first, second] = (await sandbox.listed()).toSorted(byExpiry);
  if (!first || !second) throw new Error('too few');
  await page.goto('/sandbox/webhooks');
  await sandbox.fault({ fault: 'lost-answer', by: 'drop', operation: 'refresh' });
  await page.getByRole('button', { name: `Refresh webhook ${first.id}`, exact: true }).click();
  await expect(page.getByRole('region', { name: `Webhook ${first.id}: Renewed` })).toBeVisible();
  await sandbox.fault({ fault: 'lost-answer', by: 'drop', operation: 'delete' });
  await page.getByRole('button', { name: `Delete webhook ${second.id}`, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('button', { name: 'Delete now' }).click();
  await expect(page.getByRole('region', { name: `Webhook ${second.id}: Deleted` })).toBeVisible();
});

test('R12: a double click is one act, and two tabs agree after one reading', async ({
  quietPage: page,
  context,
  sandbox,
}) => {
  const webhook = await soonest(sandbox);
  const puts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') puts.push(request.url());
  });
  await sandbox.fault({ fault: 'delay', ms: 200, operation: 'refresh' });
  const other = await context.newPage();
  await other.goto('/sandbox/webhooks');
  await page.goto('/sandbox/webhooks');
  await page.getByRole('button', { name: `Refresh webhook ${webhook.id}`, exact: true }).dblclick();
  await expect(page.getByRole('region', { name: `Webhook ${webhook.id}: Renewed` })).toBeVisible();
  expect(puts).toHaveLength(1);
  await expect(row(other, webhook.id)).toContainText('Expired');
  // Whoever comes back to a tab sees the list as it is now.
  await other.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await expect(row(other, webhook.id).getByText('Expired')).toBeHidden();
});

test('where the list cannot be read again, the outcome is unknown until looked at again', async ({
  quietPage: page,
  sandbox,
}) => {
  const webhook = await soonest(sandbox);
  await page.goto('/sandbox/webhooks');
  await expect(row(page, webhook.id)).toBeVisible();
  await sandbox.fault({ fault: 'status', status: 403, operation: 'list' });
  await page.getByRole('button', { name: `Refresh webhook ${webhook.id}`, exact: true }).click();
  const flag = page.getByRole('region', { name: `Webhook ${webhook.id}: Unknown` });
  await flag.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByRole('region', { name: `Webhook ${webhook.id}: Renewed` })).toBeVisible();
});

test('R11: told to wait, a write waits as long as told and is tried once more, not twice', async ({
  quietPage: page,
  sandbox,
}) => {
  const [first, second] = (await sandbox.listed()).toSorted(byExpiry);
  if (!first || !second) throw new Error('too few');
  let puts = 0;
  page.on('request', (request) => {
    if (request.method() === 'PUT') puts++;
  });
  await page.clock.install();
  await page.goto('/sandbox/webhooks');
  await sandbox.fault({
    fault: 'status',
    status: 429,
    retryAfterSeconds: 20,
    operation: 'refresh',
  });
  await page.getByRole('button', { name: `Refresh webhook ${first.id}`, exact: true }).click();
  await expect(page.getByText(/Jira asks to wait: going on in \d+ s/)).toBeVisible();
  await page.clock.runFor(15_000);
  expect(puts).toBe(1);
  await page.clock.runFor(6000);
  await expect(page.getByRole('region', { name: `Webhook ${first.id}: Renewed` })).toBeVisible();
  expect(puts).toBe(2);

  await sandbox.fault({
    fault: 'status',
    status: 429,
    retryAfterSeconds: 1,
    times: 5,
    operation: 'refresh',
  });
  await page.getByRole('button', { name: `Refresh webhook ${second.id}`, exact: true }).click();
  await expect(page.getByText(/going on in/)).toBeVisible();
  await page.clock.runFor(1500);
  await expect(
    page.getByRole('region', { name: `Webhook ${second.id}: Not renewed` }),
  ).toBeVisible();
  expect(puts).toBe(4);
});

test('R12: two acts that are verified at the same time each get their own verdict', async ({
  quietPage: page,
  sandbox,
}) => {
  const [first, second] = (await sandbox.listed()).toSorted(byExpiry);
  if (!first || !second) throw new Error('too few');
  await page.goto('/sandbox/webhooks');
  await expect(row(page, first.id)).toBeVisible();
  await sandbox.fault({ fault: 'delay', ms: 600, operation: 'list', times: 2 });
  await page.getByRole('button', { name: `Refresh webhook ${first.id}`, exact: true }).click();
  await expect(page.getByText(/^Reading the list again/).first()).toBeVisible();
  await page.getByRole('button', { name: `Refresh webhook ${second.id}`, exact: true }).click();
  for (const { id } of [first, second]) {
    await expect(page.getByRole('region', { name: `Webhook ${id}: Renewed` })).toBeVisible();
  }
});

test('R12: leaving the page while an act is verified costs neither the act nor its verdict', async ({
  quietPage: page,
  sandbox,
}) => {
  const webhook = await soonest(sandbox);
  await page.goto('/sandbox/webhooks');
  await expect(row(page, webhook.id)).toBeVisible();
  await sandbox.fault({ fault: 'delay', ms: 600, operation: 'list' });
  await page.getByRole('button', { name: `Refresh webhook ${webhook.id}`, exact: true }).click();
  await expect(page.getByText(/^Reading the list again/).first()).toBeVisible();
  await page.getByRole('link', { name: 'Sandbox · OAuth app' }).click();
  await expect(page.getByText(/^3 of 5|3 of 5/).first()).toBeVisible();
  await page.getByRole('link', { name: 'Sandbox · Connect app' }).click();
  await expect(page.getByRole('region', { name: `Webhook ${webhook.id}: Renewed` })).toBeVisible();
});

test('the tab asks before it is closed on an act that is not finished, on whatever page', async ({
  quietPage: page,
  sandbox,
}) => {
  const webhook = await soonest(sandbox);
  await page.goto('/sandbox/webhooks');
  await page.getByRole('button', { name: `Delete webhook ${webhook.id}`, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('link', { name: 'Sandbox · OAuth app' }).click();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  expect((await sandbox.listed()).map(({ id }) => id)).toContain(webhook.id);
});
