import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { createJiraClient } from '../../jira/client.ts';
import { connectionSummary } from '../../jira/connection.ts';
import { failureGroups, failurePage, handInAnswer } from '../../jira/failures.ts';
import { signInAt, startTestProvider, type TestProvider } from '../access/test-provider.ts';
import { failure } from '../archive/test-archive.ts';
import { tenantOf } from '../connections/test-connections.ts';
import { startConsole } from '../console-process.ts';
import { makeStorePlace } from '../store/test-store.ts';
import { openRoundRobin, type RoundRobin } from './test-round-robin.ts';

const url = 'https://replicas.acme.example';
const day = 86_400_000;

let front: RoundRobin;
let provider: TestProvider;
beforeAll(async () => {
  front = await openRoundRobin();
  provider = await startTestProvider([front.url]);
});
afterAll(async () => {
  await provider[Symbol.asyncDispose]();
  await front[Symbol.asyncDispose]();
});

const cookiesOf = (response: Response) =>
  response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');

/** A browser that signed in at the one address of all replicas. */
async function signIn(login: string) {
  const begun = await fetch(`${front.url}/access/sign-in`, { redirect: 'manual' });
  const back = await signInAt(provider, begun.headers.get('location') ?? '', login);
  const headers = { cookie: cookiesOf(begun).join('; ') };
  const finished = await fetch(back, { redirect: 'manual', headers });
  expect(finished.status).toBe(302);
  const cookie = cookiesOf(finished).find((each) => each.startsWith('session=')) ?? '';
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(front.url + path, {
      ...init,
      headers: { 'content-type': 'application/json', cookie },
    });
  return {
    ask,
    post: (path: string, body: unknown) =>
      ask(path, { method: 'POST', body: JSON.stringify(body) }),
    read: async <T>(path: string, schema: z.ZodMiniType<T>) =>
      schema.parse(await (await ask(path)).json()),
    client: (id: string) =>
      createJiraClient({
        baseUrl: `/api/connections/${id}`,
        fetch: (path, init) => ask(path, init),
      }),
  };
}

type Browser = Awaited<ReturnType<typeof signIn>>;

/** Everything a person does, more often than there are consoles, so that each does some of it. */
async function work({ client, post, read, ask }: Browser, id: string, round: number) {
  const jira = client(id);
  const [webhook] = await jira.listWebhooks();
  if (!webhook) throw new Error('The site lists none.');
  await jira.refreshWebhooks([webhook.id]);
  for (let look = 0; look < 3; look++) {
    const again = (await jira.listWebhooks()).find((each) => each.id === webhook.id);
    expect(again?.expirationDate).toBeGreaterThan(Date.now() + 29 * day);
  }
  const failures = `/api/connections/${id}/failures`;
  const names = Array.from({ length: 6 }, (_, index) => `${round}-${index}`);
  for (const name of names) {
    const answer = await post(failures, [failure(name, Date.now(), { url })]);
    expect(handInAnswer.parse(await answer.json())).toMatchObject({ accepted: 1, known: 0 });
    // Whoever answers has what the other one took.
    const { failures: kept } = await read(`${failures}?limit=1000`, failurePage);
    expect(kept.map((each) => each.id)).toContain(name);
  }
  const total = 6 * (round + 1);
  for (let look = 0; look < 2; look++) {
    const { total: counted } = await read(`${failures}/groups?by=url&url=${url}`, failureGroups);
    expect(counted).toBe(total);
  }
  expect((await ask('/readyz')).status).toBe(200);
}

test('R13: two consoles behind one address are one, and one of them killed is not missed', async () => {
  await using place = await makeStorePlace();
  const store = await place.open();
  await using site = await startConsole({ DATA_DIR: place.environment['DATA_DIR'] ?? '' });
  const environment = {
    ...place.environment,
    ...provider.environment,
    PUBLIC_URL: front.url,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    PRIVATE_SITES: '127.0.0.1',
    SANDBOX: 'off',
    POLL_INTERVAL_MS: '200',
    UPSTREAM_TIMEOUT_MS: '5000',
  };
  await using first = await startConsole(environment);
  await using second = await startConsole(environment);
  front.targets.push(first.url, second.url);

  // A session is good on both, and ends on both.
  const admin = await signIn('admin');
  const visitor = await signIn('viewer');
  const statuses = async ({ ask }: Browser) => [
    (await ask('/api/me')).status,
    (await ask('/api/me')).status,
  ];
  expect(await statuses(visitor)).toEqual([200, 200]);
  expect((await visitor.post('/access/sign-out', {})).status).toBe(204);
  expect(await statuses(visitor)).toEqual([401, 401]);

  // What one adds the other has.
  const tenant = tenantOf(`${site.url}/sandbox`);
  const added = await admin.post('/api/connections', tenant);
  const { id } = connectionSummary.parse(await added.json());
  for (const name of ['by one', 'by the other']) {
    const token = { name, scope: 'webhooks', connection: id };
    expect((await admin.post('/api/tokens', token)).status).toBe(201);
  }
  await work(admin, id, 0);
  for (const answers of front.answered) expect(answers).toBeGreaterThan(5);

  // One of them reads for both: as long as it lives its turn is never the other's.
  const reader = () =>
    store.database
      .selectFrom('archive_leases')
      .select(['holder', 'until'])
      .where('connection_id', '=', id)
      .executeTakeFirstOrThrow();
  const before = await reader();
  const renewed = async () => (await reader()).until - before.until;
  await expect.poll(renewed, { timeout: 30_000 }).toBeGreaterThan(600);
  expect((await reader()).holder).toBe(before.holder);

  first.kill('SIGKILL');
  await first.exit;
  const [answeredBefore] = front.answered;
  await work(admin, id, 1);
  expect(front.answered[0]).toBe(answeredBefore);

  // What Jira keeps goes on being read, by the one that is left when the lease is over.
  const late = failure('late', Date.now() - 1000, { url: `${url}/late` });
  const control = await fetch(`${site.url}/sandbox/control/failures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([late]),
  });
  expect(control.status).toBe(200);
  const archived = async () => {
    const path = `/api/connections/${id}/failures/groups?by=url&url=${url}/late`;
    return (await admin.read(path, failureGroups)).total;
  };
  await expect.poll(archived, { timeout: 30_000 }).toBe(1);
  for (const { stderr } of [first, second]) expect(stderr()).not.toMatch(/"level":(?:50|60)/);
  await store.close();
});
