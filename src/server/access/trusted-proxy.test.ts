import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { listen } from '../http/http-server.ts';
import { openTestAccess, publicOrigin } from './test-access.ts';

const environment = (TRUSTED_PROXY: string) => ({
  PUBLIC_URL: publicOrigin,
  TRUSTED_PROXY,
  OIDC_ROLES: 'staff=viewer,owners=admin',
});

/** `/api/me` over a real socket, so that there is a peer. */
async function meFrom(trusted: string, headers: Record<string, string | string[]>) {
  await using access = await openTestAccess({ environment: environment(trusted) });
  const server = await listen(access.app.fetch, { host: '127.0.0.1', port: 0 });
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(
      { port: server.port, path: '/api/me', agent: false, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    asked.once('error', reject).end();
  });
  await server.stop();
  return answer;
}

const utf8 = (text: string) => Buffer.from(text).toString('latin1');

describe('a trusted proxy', () => {
  test('says who it is, and the strongest of their groups counts', async () => {
    const headers = {
      'x-forwarded-user': utf8('Núria Solé'),
      'x-forwarded-groups': 'everybody, staff,owners',
    };
    for (const trusted of ['127.0.0.1', '192.0.2.1,127.0.0.1']) {
      const { status, text } = await meFrom(trusted, headers);
      expect([status, JSON.parse(text)]).toEqual([
        200,
        { name: 'Núria Solé', role: 'admin', signIn: 'proxy' },
      ]);
    }
  });

  test.each([
    ['no name', { 'x-forwarded-groups': 'staff' }],
    ['no group', { 'x-forwarded-user': 'a' }],
    ['a group of no role', { 'x-forwarded-user': 'a', 'x-forwarded-groups': 'viewer,constructor' }],
    ['two names', { 'x-forwarded-user': ['admin', 'a'], 'x-forwarded-groups': 'owners' }],
    ['groups added to', { 'x-forwarded-user': 'a', 'x-forwarded-groups': ['owners', 'staff'] }],
  ])('is not believed with %s', async (_, headers) => {
    expect((await meFrom('127.0.0.1', headers)).status).toBe(401);
  });

  test('is known by its address: from any other peer the headers count for nothing', async () => {
    const headers = {
      'x-forwarded-user': 'a',
      'x-forwarded-groups': 'owners',
      'x-forwarded-for': '192.0.2.1',
      forwarded: 'for=192.0.2.1',
    };
    expect((await meFrom('192.0.2.1', headers)).status).toBe(401);
  });
});

test('whoever comes past the proxy gets a page that says so', async () => {
  await using access = await openTestAccess({ environment: environment('192.0.2.1') });
  const response = await access.request('/', { headers: { accept: 'text/html' } });
  expect(response.status).toBe(401);
  expect(await response.text()).toContain('The proxy in front of the console');
});
