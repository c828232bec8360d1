/** Public clients of Jira through the console, with a token for machines: outside witnesses of the proxy. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createCloudClient, isAuthError, isForbiddenError, isRateLimitError } from 'jira.js';
import { HttpException, Version3Client } from 'jira.js-5';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsole } from './console-process.ts';
import { signIn } from './connections/oauth/sign-in.ts';
import { makeStorePlace } from './store/test-store.ts';

/** What the reverse proxy in front of the console says of an admin. */
const admin = { 'x-forwarded-user': 'Ada', 'x-forwarded-groups': 'admin' };

/** A console with log-in, and another whose sandbox is Atlassian to it. */
async function openBoth() {
  await using stack = new AsyncDisposableStack();
  const sandboxPlace = stack.use(await makeStorePlace());
  const sandbox = stack.use(await startConsole(sandboxPlace.environment));
  const place = stack.use(await makeStorePlace());
  const port = await freePort();
  const console = stack.use(
    await startConsole({
      ...place.environment,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TRUSTED_PROXY: '127.0.0.1',
      SANDBOX: 'off',
      OAUTH_CLIENT_ID: 'sandbox-client',
      OAUTH_CLIENT_SECRET: 'sandbox-client-secret',
      ATLASSIAN_AUTH_URL: `${sandbox.url}/sandbox/auth`,
      ATLASSIAN_API_URL: `${sandbox.url}/sandbox/api`,
    }),
  );
  const address = { url: console.url, headers: admin };
  const ids = await signIn(address);
  ids.push(...(await signIn(address, { site: 'sandbox-borealis' })));
  return { url: console.url, sandboxUrl: sandbox.url, ids, close: stack.move() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

type Both = Awaited<ReturnType<typeof openBoth>>;

async function makeToken({ url }: Both, connection: string): Promise<string> {
  const response = await fetch(`${url}/api/tokens`, {
    method: 'POST',
    headers: admin,
    body: JSON.stringify({ name: 'a Jira client', scope: 'webhooks', connection }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}

/** By the site that it is of: the sandbox's usual webhooks are on one of them only. */
async function countOf({ url }: Both, id: string): Promise<number> {
  const response = await fetch(`${url}/api/connections/${id}/rest/api/3/webhook`, {
    headers: admin,
  });
  const { total } = (await response.json()) as { total: number };
  return total;
}

const registration = (project: string) => ({
  events: ['jira:issue_created' as const],
  jqlFilter: `project = ${project}`,
});
const refused = { errors: ['The clause watchCount is unsupported'] };
const created = { createdWebhookId: expect.any(Number) };
const hooks = 'https://hooks.acme.example/jira/personal';

describe('jira.js through the console, with a token for the webhooks of a connection', () => {
  let both: Both;
  let seeded = '';
  let other = '';
  let token = '';
  beforeAll(async () => {
    both = await openBoth();
    for (const id of both.ids) {
      if ((await countOf(both, id)) > 0) seeded = id;
      else other = id;
    }
    token = await makeToken(both, seeded);
  });
  afterAll(() => both.close.disposeAsync());

  const open = (id: string, shown = token) =>
    createCloudClient({
      host: `${both.url}/api/connections/${id}`,
      auth: { type: 'bearer', token: shown },
      // It takes the schema at its word, and remarks on dates that are strings.
      onSchemaMismatch: 'silent',
    });
  const failureOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

  test('6 completes the four operations that an OAuth app has', async () => {
    const { webhooks } = open(seeded);
    const { webhookRegistrationResult = [] } = await webhooks.registerDynamicWebhooks({
      url: hooks,
      webhooks: [
        registration('OPS'),
        { events: ['jira:issue_created'], jqlFilter: 'watchCount = 1' },
      ],
    });
    expect(webhookRegistrationResult).toEqual([created, refused]);
    const webhookIds = webhookRegistrationResult.flatMap(
      ({ createdWebhookId }) => createdWebhookId ?? [],
    );

    const pages = await Promise.all(
      [0, 3].map((startAt) =>
        webhooks.getDynamicWebhooksForApp({ startAt, maxResults: startAt === 0 ? 3 : 100 }),
      ),
    );
    expect(pages).toMatchObject([
      { total: 4, isLast: false, maxResults: 3 },
      { total: 4, isLast: true, values: webhookIds.map((id) => ({ id })) },
    ]);

    const { expirationDate } = await webhooks.refreshWebhooks({ webhookIds });
    const { values } = await webhooks.getDynamicWebhooksForApp({ startAt: 3 });
    expect(values).toMatchObject([{ id: webhookIds[0], expirationDate }]);

    await webhooks.deleteWebhookById({ webhookIds });
    expect(await webhooks.getDynamicWebhooksForApp()).toMatchObject({ total: 3 });
  });

  test('6 gets nowhere with a token of another connection, a wrong one or a revoked one', async () => {
    const list = (id: string, shown?: string) =>
      failureOf(open(id, shown).webhooks.getDynamicWebhooksForApp());
    expect(isForbiddenError(await list(other))).toBe(true);
    expect(isAuthError(await list(seeded, 'jwc_wrong'))).toBe(true);

    const revoked = await makeToken(both, seeded);
    expect(await list(seeded, revoked)).toMatchObject({ total: 3 });
    const tokens = await fetch(`${both.url}/api/tokens`, { headers: admin });
    const [newest] = (await tokens.json()) as { id: string }[];
    await fetch(`${both.url}/api/tokens/${newest?.id}`, { method: 'DELETE', headers: admin });
    expect(isAuthError(await list(seeded, revoked))).toBe(true);
  });

  describe('5, with the same token,', () => {
    const openFive = () =>
      new Version3Client({
        host: `${both.url}/api/connections/${seeded}`,
        authentication: { oauth2: { accessToken: token } },
      }).webhooks;

    test('lists, registers and deletes', async () => {
      const webhooks = openFive();
      const { webhookRegistrationResult = [] } = await webhooks.registerDynamicWebhooks({
        url: hooks,
        webhooks: [registration('SUP')],
      });
      expect(webhookRegistrationResult).toEqual([created]);
      const webhookIds = webhookRegistrationResult.flatMap(
        ({ createdWebhookId }) => createdWebhookId ?? [],
      );
      expect(await webhooks.getDynamicWebhooksForApp()).toMatchObject({ total: 4 });
      await webhooks.deleteWebhookById({ webhookIds });
      expect(await webhooks.getDynamicWebhooksForApp()).toMatchObject({ total: 3 });
    });

    // 6 has no call for it.
    test('is refused the failed ones, as every OAuth app is', async () => {
      const refusal = await failureOf(openFive().getFailedWebhooks());
      expect(refusal).toBeInstanceOf(HttpException);
      expect(refusal).toMatchObject({ status: 403 });
    });
  });

  // The last one: from here on the console leaves the site alone.
  test('6 is told to wait as by Jira itself', async () => {
    await fetch(`${both.sandboxUrl}/sandbox/control/faults`, {
      method: 'POST',
      body: JSON.stringify({
        fault: 'status',
        status: 429,
        retryAfterSeconds: 60,
        operation: 'refresh',
      }),
    });
    const failure = await failureOf(open(seeded).webhooks.refreshWebhooks({ webhookIds: [1] }));
    expect(isRateLimitError(failure)).toBe(true);
  });
});
