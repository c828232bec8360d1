import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { failuresPath } from '../archive/test-archive.ts';
import { operations, requestOf, webhookPath } from '../test-app.ts';
import { attemptLimit } from './attempt-limit.ts';
import { openTestAccess } from './test-access.ts';

type TestAccess = Awaited<ReturnType<typeof openTestAccess>>;

async function create(access: TestAccess, asked: object): Promise<{ id: string; token: string }> {
  const response = await access.request('/api/tokens', {
    method: 'POST',
    headers: await access.signedIn('admin'),
    body: JSON.stringify(asked),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; token: string };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const webhooks = { name: 'command line', scope: 'webhooks', connection: 'test' };

async function statusesOf(access: TestAccess, token: string, connection = 'test') {
  const statuses: Record<string, number> = {};
  for (const operation of operations) {
    const [path, init] = requestOf(operation);
    const { status } = await access.request(path.replace('test', connection), {
      ...init,
      headers: { 'content-type': 'application/json', ...bearer(token) },
    });
    statuses[operation.name] = status;
  }
  return statuses;
}

const handIn = (access: TestAccess, token: string, path = failuresPath) =>
  access.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(token) },
    body: '[]',
  });

describe('a token for machines', () => {
  test('for webhooks has the five operations of its connection, and nothing else', async () => {
    await using access = await openTestAccess();
    const { token } = await create(access, webhooks);
    expect(new Set(Object.values(await statusesOf(access, token)))).toEqual(new Set([200]));
    const before = access.calls.length;
    expect(new Set(Object.values(await statusesOf(access, token, 'other')))).toEqual(
      new Set([403]),
    );
    expect(access.calls).toHaveLength(before);
    const connections = await access.request('/api/connections', { headers: bearer(token) });
    expect(await connections.json()).toMatchObject([{ id: 'test' }]);
    const other = await access.request('/api/connections/other', { headers: bearer(token) });
    expect(other.status).toBe(403);
    for (const path of ['/api/me', '/api/tokens', failuresPath, '/sandbox/control/clock']) {
      expect((await access.request(path, { headers: bearer(token) })).status).toBe(403);
    }
    expect((await handIn(access, token)).status).toBe(403);
  });

  test('for failures hands in, for its own connection alone', async () => {
    await using access = await openTestAccess();
    const asked = { name: 'receiver', scope: 'failures:write', connection: 'test' };
    const { token } = await create(access, asked);
    expect((await handIn(access, token)).status).toBe(200);
    expect((await handIn(access, token, failuresPath.replace('test', 'other'))).status).toBe(403);
    expect((await access.request(failuresPath, { headers: bearer(token) })).status).toBe(403);
    expect(new Set(Object.values(await statusesOf(access, token)))).toEqual(new Set([403]));
  });

  test('INGEST_TOKENS do what they did', async () => {
    const ingestTokens = new Map([['test', 'a-token-from-the-environment']]);
    await using access = await openTestAccess({ ingestTokens });
    expect((await handIn(access, 'a-token-from-the-environment')).status).toBe(200);
    expect((await handIn(access, 'another-token-of-nobody')).status).toBe(401);
    const other = failuresPath.replace('test', 'other');
    expect((await handIn(access, 'a-token-from-the-environment', other)).status).toBe(403);
  });

  test('is no longer one once it is revoked, and tells when it was last used', async () => {
    await using access = await openTestAccess();
    const { id, token } = await create(access, webhooks);
    const headers = await access.signedIn('admin');
    const list = async () => (await access.request('/api/tokens', { headers })).json();
    expect(await list()).toEqual([
      { ...webhooks, id, createdAt: access.time.now, createdBy: 'A admin', lastUsedAt: null },
    ]);
    access.time.now += 120_000;
    await access.request(webhookPath, { headers: bearer(token) });
    expect(await list()).toMatchObject([{ lastUsedAt: access.time.now }]);
    const revoke = () => access.request(`/api/tokens/${id}`, { method: 'DELETE', headers });
    expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 404]);
    expect((await access.request(webhookPath, { headers: bearer(token) })).status).toBe(401);
    expect(await list()).toEqual([]);
  });

  test('S6: is kept as a hash, and written nowhere', async () => {
    await using access = await openTestAccess();
    const { token } = await create(access, webhooks);
    await access.request(webhookPath, { headers: bearer(token) });
    const { cookie } = await access.signedIn('viewer');
    await access.request('/api/me', { headers: { cookie } });
    const store = await access.place.open();
    const rows = await Promise.all(
      ['access_tokens', 'access_sessions'].map((table) =>
        sql`select * from ${sql.table(table)}`.execute(store.database),
      ),
    );
    await store.close();
    const kept = JSON.stringify(rows) + access.log.join('');
    expect(kept).toContain('command line');
    expect(kept).not.toContain(token.slice(4));
    expect(kept).not.toContain(cookie.split('=')[1]);
  });

  test.each([
    {},
    { name: '', scope: 'metrics' },
    { name: 'a\u0000b', scope: 'metrics' },
    { name: 'a', scope: 'everything' },
    { name: 'a', scope: 'webhooks' },
    { name: 'a', scope: 'webhooks', connection: 'nobody' },
    { name: 'a', scope: ['webhooks'], connection: 'test' },
  ])('is not made for %j', async (asked) => {
    await using access = await openTestAccess();
    const response = await access.request('/api/tokens', {
      method: 'POST',
      headers: await access.signedIn('admin'),
      body: JSON.stringify(asked),
    });
    expect(response.status).toBe(400);
  });

  test('works on a console that is open, where a wrong one is told', async () => {
    await using access = await openTestAccess({ environment: {} });
    const made = await access.request('/api/tokens', {
      method: 'POST',
      body: JSON.stringify(webhooks),
    });
    const { token } = (await made.json()) as { token: string };
    expect((await access.request(webhookPath, { headers: bearer(token) })).status).toBe(200);
    expect((await access.request('/api/me', { headers: bearer(token) })).status).toBe(403);
    expect((await access.request(webhookPath, { headers: bearer('jwc_wrong') })).status).toBe(401);
    // A Jira client that sends credentials of its own is served as ever.
    expect((await access.request(webhookPath, { headers: bearer('other') })).status).toBe(200);
  });
});

describe('wrong tokens', () => {
  test('twenty in a minute, then nothing more is looked at', async () => {
    await using access = await openTestAccess();
    const { token } = await create(access, webhooks);
    const show = async (shown: string) =>
      (await access.request(webhookPath, { headers: bearer(shown) })).status;
    for (let attempt = 0; attempt < 20; attempt++) expect(await show(`jwc_${attempt}`)).toBe(401);
    expect(await show('jwc_20')).toBe(429);
    expect(await show(token)).toBe(429);
    access.time.now += 60_000;
    expect(await show(token)).toBe(200);
    // People who sign in are no part of it.
    const headers = await access.signedIn('viewer');
    expect((await access.request(webhookPath, { headers })).status).toBe(200);
  });

  test('are counted for each peer, by network where addresses are plenty', () => {
    const time = { now: 0 };
    const limit = attemptLimit({ now: () => time.now });
    for (let nth = 0; nth < 20; nth++) limit.failed(`2001:db8:1:2::${nth.toString(16)}`);
    expect(limit.waitFor('2001:db8:1:2:ffff::1')).toBe(60_000);
    expect(limit.waitFor('2001:db8:1:3::1')).toBe(0);
    expect(limit.waitFor('192.0.2.1')).toBe(0);
    expect(limit.waitFor('::1')).toBe(0);
  });

  test('from however many peers are remembered for ten thousand of them', () => {
    const limit = attemptLimit({ now: () => 0 });
    for (let nth = 0; nth < 20_000; nth++) limit.failed(`10.${nth >> 16}.${nth >> 8}.${nth & 255}`);
    expect(limit.size()).toBe(10_000);
  });
});
