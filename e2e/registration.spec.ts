import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';

const form = (page: Page) => page.getByRole('form', { name: 'Registration' });
const webhook = (page: Page, number: number): Locator =>
  page.getByRole('region', { name: `Webhook ${number} of the request` });

interface Wanted {
  events: string[];
  jql?: string;
  fields?: string;
  properties?: string;
}

async function fill(page: Page, number: number, wanted: Wanted): Promise<void> {
  const card = webhook(page, number);
  for (const event of wanted.events) {
    await card.getByRole('checkbox', { name: event, exact: true }).check();
  }
  if (wanted.jql !== undefined) await card.getByLabel('JQL filter').fill(wanted.jql);
  await card.getByLabel('JQL filter').blur();
  if (wanted.fields !== undefined)
    await paste(card.getByLabel('Only when one of these fields changes'), wanted.fields);
  if (wanted.properties !== undefined)
    await paste(card.getByLabel('Only for these issue properties'), wanted.properties);
}

async function paste(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

const send = (page: Page) =>
  form(page)
    .getByRole('button', { name: /^Register/ })
    .click();
const registered = (page: Page) => page.getByRole('region', { name: 'Registered' });

test('the seed’s own request: three webhooks in one go, and one on watchCount refused in its place', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.reset({ scenario: 'empty' });
  await page.goto('/sandbox/webhooks/new');
  await page
    .getByLabel('URL', { exact: true })
    .fill('https://your-app.example.com/webhook-received');
  await fill(page, 1, {
    events: ['jira:issue_created', 'jira:issue_updated'],
    jql: 'project = PROJ',
    fields: 'summary, customfield_10029',
  });
  await page.getByRole('button', { name: 'Add another webhook' }).click();
  await fill(page, 2, { events: ['jira:issue_created'], jql: 'watchCount > 3' });
  await page.getByRole('button', { name: 'Add another webhook' }).click();
  await fill(page, 3, {
    events: ['jira:issue_deleted'],
    jql: 'project IN (PROJ, EXP) AND status = done',
  });
  await page.getByRole('button', { name: 'Add another webhook' }).click();
  await fill(page, 4, {
    events: ['issue_property_set'],
    jql: 'project = PROJ',
    properties: 'my-issue-property-key',
  });
  await expect(page.getByText('0 of 100 now, 4 afterwards.')).toBeVisible();
  await send(page);

  await expect(registered(page).getByRole('listitem')).toHaveCount(3);
  // The refused one stays, alone, with Jira's own words beside its filter.
  await expect(page.getByRole('region', { name: /of the request$/ })).toHaveCount(1);
  await expect(webhook(page, 1).getByLabel('JQL filter')).toHaveValue('watchCount > 3');
  await expect(webhook(page, 1)).toContainText(
    'Jira answered: The clause watchCount is unsupported',
  );
  const listed = await sandbox.listed();
  expect(listed.map(({ jqlFilter }) => jqlFilter)).toEqual([
    'project = PROJ',
    'project IN (PROJ, EXP) AND status = done',
    'project = PROJ',
  ]);

  // Mended, it is sent alone: nothing is registered twice.
  await webhook(page, 1).getByLabel('JQL filter').fill('project = PROJ AND status = Open');
  await send(page);
  await expect(registered(page).getByRole('listitem')).toHaveCount(4);
  expect(await sandbox.listed()).toHaveLength(4);
});

test('each refusal of Jira’s lands on the field that caused it, word for word', async ({
  quietPage: page,
  sandbox,
}) => {
  const cases = [
    { jql: 'watchCount > 3', words: 'The clause watchCount is unsupported' },
    { jql: 'project is not EMPTY', words: 'Operator is not is unsupported' },
    { jql: '', words: 'Empty JQL search not supported' },
  ];
  await page.goto('/sandbox/webhooks/new');
  await page.getByLabel('URL', { exact: true }).fill('https://hooks.acme.example/new');
  for (const [index, { jql }] of cases.entries()) {
    if (index > 0) await page.getByRole('button', { name: 'Add another webhook' }).click();
    await fill(page, index + 1, { events: ['jira:issue_created'], jql });
  }
  const before = await sandbox.listed();
  await send(page);
  for (const [index, { words }] of cases.entries()) {
    await expect(webhook(page, index + 1)).toContainText(`Jira answered: ${words}`);
  }
  expect(await sandbox.listed()).toEqual(before);
});

test('an OAuth user is offered the one URL, and told why another is refused', async ({
  quietPage: page,
  sandbox,
}) => {
  await page.goto('/sandbox-oauth/webhooks/new');
  const url = page.getByLabel('URL', { exact: true });
  const used = await url.inputValue();
  expect(used).toMatch(/^https:/);
  await url.fill('https://other.example.com/hook');
  await expect(page.getByText('Jira takes a single URL per user')).toBeVisible();
  await fill(page, 1, { events: ['jira:issue_created'], jql: 'project = ZED' });
  await send(page);
  await expect(form(page)).toContainText(
    `Only a single URL per user is allowed to be registered via REST API. The currently used URL: ${used}`,
  );
  await page.getByRole('button', { name: `Use ${used}` }).click();
  await send(page);
  await expect(registered(page).getByRole('listitem')).toHaveCount(1);
  expect(await sandbox.listed('sandbox-oauth')).toHaveLength(4);
});

test('over the quota is said before sending, and Jira’s words after it', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox-oauth/webhooks/new');
  await fill(page, 1, { events: ['jira:issue_created'], jql: 'project = Z1' });
  for (const number of [2, 3]) {
    await page.getByRole('button', { name: 'Add another webhook' }).click();
    await fill(page, number, { events: ['jira:issue_created'], jql: `project = Z${number}` });
  }
  await expect(page.getByText('3 of 5 now, 6 afterwards. Jira takes 5')).toBeVisible();
  await send(page);
  await expect(registered(page).getByRole('listitem')).toHaveCount(2);
  await expect(webhook(page, 1)).toContainText(
    'A maximum of 5 webhooks is allowed per app per user.',
  );
});

test('the filter is checked while it is typed, with a rewrite where there is one', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/webhooks/new');
  const card = webhook(page, 1);
  await card.getByRole('checkbox', { name: 'jira:issue_created', exact: true }).check();
  const jql = card.getByLabel('JQL filter');
  await jql.fill('project is not EMPTY');
  await expect(card).toContainText('Jira will answer: Operator is not is unsupported');
  await expect(card.locator('mark')).toHaveText('is not');
  await card.getByRole('button', { name: 'Use project != EMPTY' }).click();
  await expect(jql).toHaveValue('project != EMPTY');
  await expect(card.locator('mark')).toHaveCount(0);
  await jql.fill('priority = High');
  await expect(card.locator('mark')).toHaveAttribute('data-kind', 'remark');
  await jql.fill('project = ');
  await expect(card).toContainText('Jira will refuse it');
});

test('completion by keyboard: a field, an operator, a word to go on', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/webhooks/new');
  const jql = webhook(page, 1).getByLabel('JQL filter');
  await jql.pressSequentially('proj');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(jql).toHaveValue('project ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(jql).toHaveValue('project = ');
  await jql.pressSequentially('PAY ');
  await expect(page.getByRole('option', { name: 'AND' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
});

test('field and property filters are offered only where they apply, and JQL only where it does', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/webhooks/new');
  const card = webhook(page, 1);
  const fields = card.getByLabel('Only when one of these fields changes');
  const properties = card.getByLabel('Only for these issue properties');
  await expect(fields).toBeHidden();
  await card.getByRole('checkbox', { name: 'jira:issue_updated' }).check();
  await expect(fields).toBeVisible();
  await expect(properties).toBeHidden();
  await card.getByRole('checkbox', { name: 'issue_property_set' }).check();
  await expect(properties).toBeVisible();
  await card.getByRole('checkbox', { name: 'jira:issue_updated' }).uncheck();
  await card.getByRole('checkbox', { name: 'issue_property_set' }).uncheck();
  await card.getByRole('checkbox', { name: 'sprint_closed' }).check();
  await expect(card).toContainText('JQL does not apply to them');
});

test('a double is pointed out with the one it doubles', async ({ quietPage: page, sandbox }) => {
  const first = (await sandbox.listed()).find(({ jqlFilter }) => jqlFilter === 'project = OPS');
  await page.goto('/sandbox/webhooks/new');
  await page.getByLabel('URL', { exact: true }).fill('https://hooks.acme.example/jira');
  await fill(page, 1, { events: ['jira:issue_created'], jql: 'project = OPS' });
  await expect(webhook(page, 1)).toContainText(
    `Webhook ${first?.id} already sends jira:issue_created`,
  );
});

test('a sample is one click away, and trying it says which clause decided', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/webhooks/new');
  await fill(page, 1, { events: ['jira:issue_updated'], jql: 'project = NOWHERE' });
  await webhook(page, 1).getByRole('button', { name: 'Sample of jira:issue_updated' }).click();
  await expect(page.getByRole('dialog')).toContainText('"webhookEvent": "jira:issue_updated"');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  const trial = page.getByRole('complementary', { name: 'Try it' });
  await trial.getByLabel('Sample', { exact: true }).selectOption('jira:issue_updated');
  await expect(trial).toContainText('Would not be sent');
  await expect(trial).toContainText('project = NOWHERE');
  await trial.getByLabel('Sample', { exact: true }).selectOption('sprint_closed');
  await expect(trial).toContainText('Would not be sent');
});

test('R12: an answer lost after the commit is found in the list, and not sent twice', async ({
  quietPage: page,
  sandbox,
}) => {
  await page.goto('/sandbox/webhooks/new');
  await page.getByLabel('URL', { exact: true }).fill('https://hooks.acme.example/new');
  await fill(page, 1, { events: ['jira:issue_created'], jql: 'project = LOST' });
  await sandbox.fault({ fault: 'lost-answer', by: 'drop', operation: 'register' });
  await form(page)
    .getByRole('button', { name: /^Register/ })
    .dblclick();
  await expect(registered(page).getByRole('listitem')).toHaveCount(1);
  const mine = (await sandbox.listed()).filter(({ jqlFilter }) => jqlFilter === 'project = LOST');
  expect(mine).toHaveLength(1);
});

test('lost before the commit, it is said to be absent and may be sent again', async ({
  quietPage: page,
  sandbox,
}) => {
  await page.goto('/sandbox/webhooks/new');
  await page.getByLabel('URL', { exact: true }).fill('https://hooks.acme.example/new');
  await fill(page, 1, { events: ['jira:issue_created'], jql: 'project = LOST' });
  await sandbox.fault({ fault: 'drop', operation: 'register' });
  await send(page);
  await expect(webhook(page, 1)).toContainText('Not registered, as far as the list shows');
  await send(page);
  await expect(registered(page).getByRole('listitem')).toHaveCount(1);
});

test('lost with the list unreadable, nothing can be sent before the list was looked at', async ({
  quietPage: page,
  sandbox,
}) => {
  await page.goto('/sandbox/webhooks/new');
  await page.getByLabel('URL', { exact: true }).fill('https://hooks.acme.example/new');
  await fill(page, 1, { events: ['jira:issue_created'], jql: 'project = LOST' });
  // The reading before the request passes, those after it do not.
  await sandbox.fault({ fault: 'delay', ms: 0, operation: 'list' });
  await sandbox.fault({ fault: 'status', status: 403, operation: 'list', times: 9 });
  await sandbox.fault({ fault: 'lost-answer', by: 'drop', operation: 'register' });
  await send(page);
  await expect(page.getByText('The answer was lost, and the list cannot be read')).toBeVisible();
  await expect(form(page).getByRole('button', { name: /^Register/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await sandbox.clearFaults();
  await page.getByRole('button', { name: 'Look again' }).click();
  const found = registered(page);
  await expect(found.getByRole('listitem')).toHaveCount(1);
  await sandbox.clearFaults();
  expect(
    (await sandbox.listed()).filter(({ jqlFilter }) => jqlFilter === 'project = LOST'),
  ).toHaveLength(1);
});

test('refused as a whole, nothing is lost and it can be sent again', async ({
  quietPage: page,
  sandbox,
}) => {
  await page.goto('/sandbox/webhooks/new');
  await page.getByLabel('URL', { exact: true }).fill('https://hooks.acme.example/new');
  await fill(page, 1, { events: ['jira:issue_created'], jql: 'project = PAY AND status = New' });
  for (const fault of [
    { fault: 'status', status: 403 },
    { fault: 'status', status: 429, retryAfterSeconds: 20 },
    { fault: 'scope' },
    { fault: 'status', status: 400 },
  ]) {
    await sandbox.fault({ ...fault, operation: 'register' });
    await send(page);
    await expect(page.getByText('Nothing was registered')).toBeVisible();
    await expect(webhook(page, 1).getByLabel('JQL filter')).toHaveValue(
      'project = PAY AND status = New',
    );
  }
  await send(page);
  await expect(registered(page).getByRole('listitem')).toHaveCount(1);
});

test('what cannot be sent is held back with the reason on its field', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/webhooks/new');
  await send(page);
  await expect(page.getByText('Say where Jira is to send the events.')).toBeVisible();
  await expect(page.getByText('Choose at least one event.')).toBeVisible();
  await page.getByLabel('URL', { exact: true }).fill('http://hooks.acme.example/jira');
  await expect(page.getByText('Jira sends to HTTPS only.')).toBeVisible();
  await page.getByRole('button', { name: 'Use https://hooks.acme.example/jira' }).click();
  await expect(page.getByLabel('URL', { exact: true })).toHaveValue(
    'https://hooks.acme.example/jira',
  );
  await page.getByLabel('URL', { exact: true }).fill('https://192.168.1.4/hook');
  await expect(page.getByText('Jira Cloud cannot reach 192.168.1.4')).toBeVisible();
});

test('a half filled form survives a reload, and asks before it is left', async ({
  quietPage: page,
}) => {
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto('/sandbox/webhooks/new');
  await page.getByLabel('URL', { exact: true }).fill('https://hooks.acme.example/draft');
  await fill(page, 1, {
    events: ['jira:issue_updated'],
    jql: 'project = DRAFT',
    fields: 'summary status',
  });
  await page.reload();
  await expect(page.getByLabel('URL', { exact: true })).toHaveValue(
    'https://hooks.acme.example/draft',
  );
  await expect(
    webhook(page, 1).getByRole('checkbox', { name: 'jira:issue_updated' }),
  ).toBeChecked();
  await expect(webhook(page, 1).getByText('summary', { exact: true })).toBeVisible();
  await webhook(page, 1).getByLabel('JQL filter').fill('project = DRAFT2');
  await page.getByRole('link', { name: 'Sandbox · OAuth app' }).click();
  await page
    .getByRole('dialog', { name: 'Leave the form?' })
    .getByRole('button', { name: 'Stay' })
    .click();
  await expect(webhook(page, 1).getByLabel('JQL filter')).toHaveValue('project = DRAFT2');
  await page.getByRole('link', { name: 'Sandbox · OAuth app' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { name: 'Webhooks' })).toBeVisible();
  await page.goto('/sandbox/webhooks/new');
  await expect(webhook(page, 1).getByLabel('JQL filter')).toHaveValue('project = DRAFT2');
});
