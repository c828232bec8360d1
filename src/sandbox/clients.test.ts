/** Public clients of Jira, over a real socket: outside witnesses that the sandbox speaks Jira. */
import { serve } from '@hono/node-server';
import { createCloudClient, isForbiddenError } from 'jira.js';
import { HttpException, Version3Client } from 'jira.js-5';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { control } from './caller.ts';
import { sandboxApp, sandboxPaths, sandboxToken } from './identity.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { memoryStorage } from './storage.ts';

let sandbox: Sandbox;
let origin: string;
let server: ReturnType<typeof serve>;

beforeAll(async () => {
  sandbox = await openSandbox({ storage: memoryStorage() });
  const listening = Promise.withResolvers<number>();
  server = serve(
    { fetch: (request) => sandbox.fetch(request), port: 0, hostname: '127.0.0.1' },
    ({ port }) => listening.resolve(port),
  );
  origin = `http://127.0.0.1:${await listening.promise}`;
});

afterAll(async () => {
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  await closed.promise;
});

const registration = {
  url: 'https://hooks.acme.example/jira/personal',
  webhooks: [
    { events: ['jira:issue_created' as const], jqlFilter: 'project = OPS' },
    { events: ['jira:issue_created' as const], jqlFilter: 'watchCount = 1' },
    {
      events: ['jira:issue_updated' as const],
      jqlFilter: 'project IN (OPS, SUP) AND status != Done',
      fieldIdsFilter: ['summary', 'customfield_10029'],
    },
  ],
};
const refused = { errors: ['The clause watchCount is unsupported'] };

test('jira.js 5 completes all five operations as the Connect app', async () => {
  const { webhooks } = new Version3Client({
    host: origin + sandboxPaths.connect,
    authentication: { jwt: { issuer: sandboxApp.key, secret: sandboxApp.sharedSecret } },
  });
  const before = await webhooks.getDynamicWebhooksForApp({ startAt: 0, maxResults: 100 });
  expect(before).toMatchObject({ total: 37, isLast: true });

  const { webhookRegistrationResult = [] } = await webhooks.registerDynamicWebhooks(registration);
  const created = { createdWebhookId: expect.any(Number) };
  expect(webhookRegistrationResult).toEqual([created, refused, created]);
  const webhookIds = webhookRegistrationResult.flatMap(
    ({ createdWebhookId }) => createdWebhookId ?? [],
  );

  await control(sandbox, 'POST', '/clock', { advance: '2d' });
  const { expirationDate } = await webhooks.refreshWebhooks({ webhookIds });
  const { values = [] } = await webhooks.getDynamicWebhooksForApp({ startAt: 37 });
  expect(values).toMatchObject(webhookIds.map((id) => ({ id, expirationDate })));

  await webhooks.deleteWebhookById({ webhookIds });
  expect(await webhooks.getDynamicWebhooksForApp()).toMatchObject({ total: 37 });

  const first = await webhooks.getFailedWebhooks({ maxResults: 3 });
  expect(first.values).toHaveLength(3);
  const after = new URL(first.next ?? '').searchParams.get('failedAfter');
  const second = await webhooks.getFailedWebhooks({ after: Number(after) });
  expect(second.values.length).toBeGreaterThan(0);
  expect(second.values.map(({ id }) => id)).not.toContain(first.values[2]?.id);
});

describe('jira.js 6 as the OAuth app', () => {
  const openClient = () =>
    createCloudClient({
      host: origin + sandboxPaths.oauth,
      auth: { type: 'bearer', token: sandboxToken },
      // It takes the schema at its word, and remarks on dates that are strings.
      onSchemaMismatch: 'silent',
    });

  test('completes the four operations that it may do', async () => {
    const { webhooks } = openClient();
    const { webhookRegistrationResult = [] } = await webhooks.registerDynamicWebhooks(registration);
    const created = { createdWebhookId: expect.any(Number) };
    expect(webhookRegistrationResult).toEqual([created, refused, created]);
    const webhookIds = webhookRegistrationResult.flatMap(
      ({ createdWebhookId }) => createdWebhookId ?? [],
    );

    const { expirationDate } = await webhooks.refreshWebhooks({ webhookIds });
    const { values } = await webhooks.getDynamicWebhooksForApp({
      startAt: 3,
      maxResults: 100,
    });
    expect(values).toMatchObject(webhookIds.map((id) => ({ id, expirationDate })));

    await webhooks.deleteWebhookById({ webhookIds });
    expect(await webhooks.getDynamicWebhooksForApp()).toMatchObject({ total: 3 });
  });

  test('may not read the failed webhooks', async () => {
    const answer = await fetch(`${origin}${sandboxPaths.oauth}/rest/api/3/webhook/failed`, {
      headers: { Authorization: `Bearer ${sandboxToken}` },
    });
    expect(answer.status).toBe(403);
  });
});

test('a person with an API token is refused by both', async () => {
  const five = new Version3Client({
    host: origin + sandboxPaths.connect,
    authentication: { basic: { email: 'me@acme.example', apiToken: 'token' } },
  });
  const refusal = await five.webhooks.getDynamicWebhooksForApp().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(HttpException);
  expect(refusal).toMatchObject({ status: 403 });

  const six = createCloudClient({
    host: origin + sandboxPaths.connect,
    auth: { type: 'basic', email: 'me@acme.example', apiToken: 'token' },
  });
  const sixth = await six.webhooks.getDynamicWebhooksForApp().catch((error: unknown) => error);
  expect(isForbiddenError(sixth)).toBe(true);
});
