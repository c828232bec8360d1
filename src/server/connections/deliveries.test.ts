import { createQueryStringHash, decodeSymmetric, SymmetricAlgorithm } from 'atlassian-jwt';
import { describe, expect, test } from 'vitest';
import { connectionSummary } from '../../jira/connection.ts';
import { maySign } from '../resend/resending.ts';
import { signIn } from './oauth/sign-in.ts';
import { openTestConnections, tenantOf } from './test-connections.ts';

const signing = { clientKey: 'key-of-the-site', appUrl: 'https://app.acme.example/jira' };

async function openTenant(about: object) {
  const console = await openTestConnections();
  const tenant = tenantOf('https://acme.atlassian.net', about);
  const response = await console.send('POST', '/api/connections', tenant);
  const { id } = connectionSummary.parse(await response.json());
  const connection = await console.connections.find(id);
  if (!connection) throw new Error('It was not added.');
  return {
    ...console,
    id,
    connection,
    [Symbol.asyncDispose]: () => console[Symbol.asyncDispose](),
  };
}

describe('what is sent again to a Connect app of a stored connection', () => {
  test('is signed as the site signs, by the public library’s judgement', async () => {
    await using tenant = await openTenant(signing);
    const url = new URL('https://app.acme.example/jira/hooks?a=b%20c');
    expect(maySign(tenant.connection, url)).toBe(true);
    const authorization = await tenant.connection.deliveries?.authorize(url);
    const [scheme, token = ''] = authorization?.split(' ') ?? [];
    const claims: unknown = decodeSymmetric(
      token,
      'sandbox-shared-secret',
      SymmetricAlgorithm.HS256,
    );
    const request = { method: 'POST', pathname: '/hooks', query: { a: 'b c' } } as const;
    expect([scheme, claims]).toEqual([
      'JWT',
      expect.objectContaining({ iss: signing.clientKey, qsh: createQueryStringHash(request) }),
    ]);
  });

  test.each(['https://app.acme.example.evil.example/jira', 'https://app.acme.example:8443/jira'])(
    'S2: is not signed for %s, which is not the app’s, whatever failed there',
    async (url) => {
      await using tenant = await openTenant(signing);
      expect(maySign(tenant.connection, new URL(url))).toBe(false);
    },
  );

  test('is not signed before somebody said for whom', async () => {
    await using tenant = await openTenant({});
    const { id, connection, connections, send } = tenant;
    expect(maySign(connection, new URL(signing.appUrl))).toBe(false);
    const path = `/api/connections/${id}`;
    expect((await send('PATCH', path, { appUrl: signing.appUrl })).status).toBe(400);
    expect((await send('PATCH', path, signing)).status).toBe(200);
    const changed = await connections.find(id);
    expect(changed && maySign(changed, new URL(signing.appUrl))).toBe(true);
  });

  test('tells the address and never the key, and both are taken away together', async () => {
    await using tenant = await openTenant(signing);
    const { id, connections, send, read } = tenant;
    const path = `/api/connections/${id}`;
    const told = await read(path);
    expect(told).toMatchObject({ signsFor: signing.appUrl });
    expect(JSON.stringify(told)).not.toContain(signing.clientKey);
    for (const half of [{ clientKey: null }, { appUrl: null }, { ...signing, appUrl: null }]) {
      expect((await send('PATCH', path, half)).status).toBe(400);
    }
    expect((await send('PATCH', path, { clientKey: null, appUrl: null })).status).toBe(200);
    expect(await read(path)).not.toHaveProperty('signsFor');
    const changed = await connections.find(id);
    expect(changed && maySign(changed, new URL(signing.appUrl))).toBe(false);
  });

  test('is not signed for an OAuth app, which has no such key', async () => {
    await using console = await openTestConnections();
    const [id = ''] = await signIn(console);
    expect((await console.send('PATCH', `/api/connections/${id}`, signing)).status).toBe(409);
  });
});

test.each([
  [{ clientKey: 'key' }, 'of use together only'],
  [{ ...signing, appUrl: 'http://app.acme.example' }, 'over https'],
  [{ ...signing, appUrl: 'https://me:secret@app.acme.example' }, 'over https'],
  [{ ...signing, appUrl: 'app' }, 'over https'],
])('a tenant with %j is refused', async (about, reason) => {
  await using console = await openTestConnections();
  const tenant = tenantOf('https://acme.atlassian.net', about);
  const response = await console.send('POST', '/api/connections', tenant);
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(reason)]);
});
