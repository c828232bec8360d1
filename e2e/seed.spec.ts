/** The sample of Jira's own documentation, from a public client to the screen and back. */
import { Version3Client } from 'jira.js-5';
import { sandboxApp } from '../src/sandbox/identity.ts';
import { expect, row, test } from './fixtures.ts';

/** As in Jira's REST reference, "Register dynamic webhooks". */
const sample = {
  url: 'https://your-app.example.com/webhook-received',
  webhooks: [
    {
      events: ['jira:issue_created' as const, 'jira:issue_updated' as const],
      fieldIdsFilter: ['summary', 'customfield_10029'],
      jqlFilter: 'project = PROJ',
    },
    {
      events: ['jira:issue_deleted' as const],
      jqlFilter: 'project IN (PROJ, EXP) AND status = done',
    },
    {
      events: ['issue_property_set' as const],
      issuePropertyKeysFilter: ['my-issue-property-key'],
      jqlFilter: 'project = PROJ',
    },
  ],
};
const refused = { errors: ['The clause watchCount is unsupported'] };

test('the documented sample is registered by a public client, seen, refreshed and deleted', async ({
  quietPage: page,
  sandbox,
  baseURL,
}) => {
  const { webhooks } = new Version3Client({
    host: `${baseURL}/sandbox`,
    authentication: { jwt: { issuer: sandboxApp.key, secret: sandboxApp.sharedSecret } },
  });
  const created = { createdWebhookId: expect.any(Number) };
  const [first, second, third] = sample.webhooks;
  if (!first || !second || !third) throw new Error('the sample has three');
  const { webhookRegistrationResult: results = [] } = await webhooks.registerDynamicWebhooks({
    ...sample,
    webhooks: [first, { ...second, jqlFilter: 'watchCount > 3' }, second, third],
  });
  expect(results).toEqual([created, refused, created, created]);
  const ids = results.flatMap(({ createdWebhookId }) => createdWebhookId ?? []);
  await sandbox.advance('11d');

  await page.goto('/sandbox/webhooks');
  await page.getByRole('searchbox').fill('your-app.example.com');
  await expect(page.getByText('3 of 40 shown')).toBeVisible();
  for (const [index, id] of ids.entries()) {
    await expect(row(page, id)).toContainText(sample.webhooks[index]?.jqlFilter ?? '');
    await expect(row(page, id).getByRole('timer')).toHaveText(/^18 d 23 h$/);
  }
  await expect(row(page, ids[0] ?? 0)).toContainText('fields summary, customfield_10029');
  await expect(row(page, ids[2] ?? 0)).toContainText('properties my-issue-property-key');

  await page.getByRole('checkbox', { name: 'Select all 3 webhooks shown' }).check();
  const selection = page.getByRole('region', { name: 'Selection' });
  await selection.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('region', { name: 'Refreshed 3 webhooks' })).toBeVisible();
  for (const id of ids) {
    await expect(row(page, id).getByRole('timer')).toHaveText(/^29 d 23 h$/);
    await expect(row(page, id)).toContainText('Renewed until');
  }

  await selection.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete 3 webhooks?' });
  await question.getByRole('button', { name: 'Delete 3 webhooks' }).click();
  await page.getByRole('button', { name: 'Delete now' }).click();
  await expect(page.getByRole('region', { name: 'Deleted 3 webhooks' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No webhook matches' })).toBeVisible();
  const { values = [] } = await webhooks.getDynamicWebhooksForApp({ maxResults: 100 });
  expect(values.map(({ id }) => id)).not.toEqual(expect.arrayContaining(ids));
  expect(values).toHaveLength(37);
});
