import {
  decodeSymmetric,
  createQueryStringHash,
  fromMethodAndUrl,
  SymmetricAlgorithm,
} from 'atlassian-jwt';
import * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import { connectionSummary, connectionSummaries } from '../../jira/connection.ts';
import { connectionTrial, importAnswer } from '../../jira/connection-test.ts';
import { connectAuthorization } from './connect-app.ts';
import { readSiteUrl } from './tenants.ts';
import { openTestConnections, tenantOf } from './test-connections.ts';

type Console = Awaited<ReturnType<typeof openTestConnections>>;

const add = async ({ send, siteUrl }: Console, about: object = {}) => {
  const response = await send('POST', '/api/connections', tenantOf(siteUrl, about));
  expect(response.status).toBe(201);
  return connectionSummary.parse(await response.json());
};
const webhookPath = (id: string) => `/api/connections/${id}/rest/api/3/webhook`;
const sentence = async (response: Response) =>
  z.object({ errorMessages: z.array(z.string()) }).parse(await response.json()).errorMessages[0];

describe('a tenant of a Connect app', () => {
  test('is added, listed and used', async () => {
    await using console = await openTestConnections();
    const added = await add(console);
    expect(added).toMatchObject({ name: 'Acme', kind: 'connect', limit: 100, canListFailed: true });
    expect(await console.read('/api/connections')).toEqual([added]);
    expect(await console.read(webhookPath(added.id))).toMatchObject({ total: expect.any(Number) });
    const failed = await console.ask(`${webhookPath(added.id)}/failed?maxResults=1`);
    expect(failed.status).toBe(200);
  });

  test('signs as the public library does', async () => {
    const authorization = await connectAuthorization(
      { appKey: 'app', sharedSecret: 'secret' },
      { method: 'GET', path: '/rest/api/3/webhook', query: new URLSearchParams('startAt=0&a=b c') },
    );
    const token = authorization.slice('JWT '.length);
    const claims: unknown = decodeSymmetric(token, 'secret', SymmetricAlgorithm.HS256);
    const request = fromMethodAndUrl('GET', 'https://x.test/rest/api/3/webhook?startAt=0&a=b%20c');
    expect(claims).toMatchObject({ iss: 'app', qsh: createQueryStringHash(request) });
  });

  test('is renamed, paused, resumed and removed', async () => {
    await using console = await openTestConnections();
    const { id } = await add(console);
    const path = `/api/connections/${id}`;
    const changed = await console.send('PATCH', path, { name: 'Other', paused: true });
    expect(await changed.json()).toMatchObject({ name: 'Other', paused: true });
    const refused = await console.ask(webhookPath(id));
    expect([refused.status, await sentence(refused)]).toEqual([
      409,
      'Other is paused. Resume it, then try again.',
    ]);
    await console.send('PATCH', path, { paused: false });
    expect((await console.ask(webhookPath(id))).status).toBe(200);

    expect((await console.send('DELETE', path)).status).toBe(204);
    expect((await console.ask(webhookPath(id))).status).toBe(404);
    expect(await console.database.selectFrom('connections').selectAll().execute()).toEqual([]);
    expect((await console.send('DELETE', path)).status).toBe(404);
  });

  test('is there once', async () => {
    await using console = await openTestConnections();
    await add(console);
    const again = await console.send('POST', '/api/connections', tenantOf(console.siteUrl));
    expect(again.status).toBe(409);
  });

  test('outlives the console', async () => {
    await using before = await openTestConnections();
    const added = await add(before);
    await using after = await openTestConnections({}, before.place);
    expect(await after.read('/api/connections')).toEqual([added]);
  });

  test('added by one console is known to another on the same store', async () => {
    await using one = await openTestConnections();
    await using other = await openTestConnections({}, one.place);
    const { id } = await add(one);
    await other.connections.reload();
    expect(await other.connections.find(id)).toBeDefined();
  });

  test.each([
    [{ kind: 'basic' }, 'kind must be connect.'],
    [{ sharedSecret: '' }, 'sharedSecret must not be empty.'],
    [{ appKey: undefined }, 'appKey must be a text.'],
    [{ name: 'a\nb' }, 'name must be one line.'],
    [{ siteUrl: 'http://acme.atlassian.net' }, /must begin with https/],
    [{ siteUrl: 'https://acme.atlassian.net/jira' }, /the address of the site alone/],
    [{ siteUrl: 'https://me:secret@acme.atlassian.net' }, /user name or a password/],
  ])('is refused with %j', async (about, reason) => {
    await using console = await openTestConnections();
    const response = await console.send(
      'POST',
      '/api/connections',
      tenantOf('https://acme.atlassian.net', about),
    );
    expect(response.status).toBe(400);
    expect(await sentence(response)).toMatch(reason);
  });

  test.each(['https://localhost', 'https://127.0.0.1', 'https://169.254.169.254', 'https://[::1]'])(
    'S2: at %s is never connected to',
    async (siteUrl) => {
      await using console = await openTestConnections({ PRIVATE_SITES: '' });
      const response = await console.send('POST', '/api/connections', tenantOf(siteUrl));
      const { id } = connectionSummary.parse(await response.json());
      const refused = await console.ask(webhookPath(id));
      expect(refused.status).toBe(502);
      expect(await sentence(refused)).toContain('PRIVATE_SITES can name');
    },
  );

  test('keeps the path of a private site only', () => {
    expect(readSiteUrl('http://a.test/jira/', new Set(['a.test']))).toEqual({
      siteUrl: 'http://a.test/jira',
    });
    expect(readSiteUrl('https://a.test/', new Set())).toEqual({ siteUrl: 'https://a.test' });
  });
});

describe('a test of a connection', () => {
  const trial = async (console: Console, id: string) => {
    const response = await console.send('POST', `/api/connections/${id}/test`);
    const { operations } = connectionTrial.parse(await response.json());
    return new Map(
      operations.map(({ operation, outcome, message }) => [operation, { outcome, message }]),
    );
  };

  test('says what may be used, and tries nothing that changes anything', async () => {
    await using console = await openTestConnections();
    const { id } = await add(console);
    const operations = await trial(console, id);
    expect([...operations].map(([name, { outcome }]) => [name, outcome])).toEqual([
      ['list', 'answered'],
      ['register', 'not-tried'],
      ['delete', 'not-tried'],
      ['refresh', 'not-tried'],
      ['failed', 'answered'],
    ]);
  });

  test('says what the site answers to a wrong secret, and where nobody answers', async () => {
    await using console = await openTestConnections();
    const wrong = await add(console, { sharedSecret: 'wrong' });
    expect((await trial(console, wrong.id)).get('list')).toMatchObject({ outcome: 'refused' });
    const dead = await add(console, { siteUrl: 'http://127.0.0.1:1' });
    expect((await trial(console, dead.id)).get('list')).toEqual({
      outcome: 'no-answer',
      message: 'Nothing listens at 127.0.0.1:1.',
    });
  });

  test('says that a paused one was not tried', async () => {
    await using console = await openTestConnections();
    const { id } = await add(console);
    await console.send('PATCH', `/api/connections/${id}`, { paused: true });
    expect((await trial(console, id)).get('list')).toMatchObject({
      outcome: 'not-tried',
      message: expect.stringContaining('is paused'),
    });
  });

  test('says where what answers is no Jira', async () => {
    await using console = await openTestConnections();
    const { id } = await add(console);
    await console.send('POST', '/sandbox/control/faults', { fault: 'garbage', variant: 'html' });
    await console.send('POST', '/sandbox/control/faults', { fault: 'garbage', variant: 'html' });
    expect((await trial(console, id)).get('list')?.message).toContain('is not Jira');
  });
});

describe('an import', () => {
  test('keeps each good line, and names each other by its number', async () => {
    await using console = await openTestConnections();
    const line = (about: object) => {
      const { kind: _, ...tenant } = tenantOf('https://acme.atlassian.net', about);
      return JSON.stringify(tenant);
    };
    const file = [
      line({}),
      '',
      'no json',
      line({ siteUrl: 'http://acme.atlassian.net' }),
      line({}),
      line({ appKey: 7 }),
      '[]',
      line({ siteUrl: 'https://borealis.atlassian.net' }),
    ].join('\n');
    const response = await console.send('POST', '/api/connections/import', file);
    const answer = importAnswer.parse(await response.json());
    expect(answer).toMatchObject({ added: 2, refusedCount: 5 });
    expect(new Set(answer.refused.map((refusal) => refusal.line))).toEqual(
      new Set([3, 4, 5, 6, 7]),
    );
    expect(JSON.stringify(answer)).not.toContain('sandbox-shared-secret');
  });

  test('takes thousands', async () => {
    await using console = await openTestConnections();
    const lines = Array.from({ length: 3000 }, (_, index) =>
      JSON.stringify(tenantOf(`https://site-${index}.atlassian.net`, { name: undefined })),
    );
    const response = await console.send('POST', '/api/connections/import', lines.join('\n'));
    expect(importAnswer.parse(await response.json())).toMatchObject({ added: 3000, refused: [] });
    const listed = connectionSummaries.parse(await console.read('/api/connections'));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(3000);
    expect(listed.map(({ name }) => name)).toContain('site-7.atlassian.net');
  });
});

test('one row that can’t be read stops no other', async () => {
  await using before = await openTestConnections();
  const good = await add(before);
  const bad = await add(before, { appKey: 'another' });
  const swapped = await before.database
    .selectFrom('connections')
    .select('secret')
    .where('id', '=', good.id)
    .executeTakeFirstOrThrow();
  // Another row's secret opens nothing: it is bound to its own.
  await before.database.updateTable('connections').set(swapped).where('id', '=', bad.id).execute();
  await using after = await openTestConnections({}, before.place);
  const listed = connectionSummaries.parse(await after.read('/api/connections'));
  expect(listed.find(({ id }) => id === bad.id)?.problem).toMatchObject({ kind: 'unusable' });
  expect((await after.ask(webhookPath(bad.id))).status).toBe(503);
  await after.send('PATCH', `/api/connections/${good.id}`, { name: 'Still here' });
  expect(await after.connections.find(good.id)).toMatchObject({ name: 'Still here' });
});
