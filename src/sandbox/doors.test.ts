import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { connectToken, createCaller } from './caller.ts';
import type { Clock } from './clock.ts';
import { sandboxApp, type Identity } from './identity.ts';
import { openSandbox } from './sandbox.ts';
import { memoryStorage } from './storage.ts';
import { unverifiedTexts } from './texts.ts';

const start = Date.UTC(2026, 2, 2, 8, 30);
const clock: Clock = { now: () => start };
const seconds = start / 1000;

const knock = async (identity: Identity, authorization: string | null, path = '') => {
  const sandbox = await openSandbox({ storage: memoryStorage(), clock });
  return createCaller(sandbox, identity, clock)({ authorization, path });
};
const tokenFor = async (path: string, claims?: Record<string, unknown>) =>
  `JWT ${await connectToken('GET', path, start, claims)}`;
const listPath = '/rest/api/3/webhook';

describe('the Connect door', () => {
  test.each(['', '?startAt=0&maxResults=1', "?b=2&a=%20!'()*~&a=1&jwt=x"])(
    'opens for a token over the path below the door: %j',
    async (search) => {
      expect(await knock('connect', await tokenFor(listPath + search), search)).toMatchObject({
        status: 200,
      });
    },
  );

  test('opens for a token over the whole path, as clients without a base path sign', async () => {
    expect(await knock('connect', await tokenFor(`/sandbox${listPath}`))).toMatchObject({
      status: 200,
    });
  });

  test.each([
    ['another path', '/rest/api/3/webhook/failed', {}],
    ['another query', `${listPath}?startAt=1`, {}],
    ['another app', listPath, { iss: 'another-app' }],
    ['yesterday', listPath, { iat: seconds - 86_400, exp: seconds - 86_220 }],
    ['a minute ago, by its expiry', listPath, { exp: seconds - 60 }],
    ['tomorrow', listPath, { iat: seconds + 86_400, exp: seconds + 86_580 }],
    ['no request at all', listPath, { qsh: undefined }],
    ['ever', listPath, { exp: undefined }],
    ['nobody knows when', listPath, { iat: undefined }],
  ])('stays shut for a token for %s', async (_, path, claims) => {
    const answer = await knock('connect', await tokenFor(path, claims));
    expect(answer).toMatchObject({ status: 401, body: { code: 401 } });
  });

  test('stays shut for a wrong secret, another algorithm, none, and nonsense', async () => {
    const good = (await tokenFor(listPath)).slice('JWT '.length);
    const [, claims = ''] = good.split('.');
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const signWith = (alg: string, secret: string) =>
      new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
    const tokens = [
      await signWith('HS256', 'another-secret'),
      await signWith('HS512', sandboxApp.sharedSecret),
      `${encode({ alg: 'none', typ: 'JWT' })}.${claims}.`,
      good.slice(0, -2),
      'a.b.c',
      '',
    ];
    for (const token of tokens) {
      expect(await knock('connect', `JWT ${token}`)).toMatchObject({ status: 401 });
    }
  });
});

describe('both doors', () => {
  test('refuse an API token and a password: the caller is no app', async () => {
    for (const identity of ['connect', 'oauth'] as const) {
      expect(await knock(identity, `Basic ${btoa('me@acme.example:token')}`)).toMatchObject({
        status: 403,
        body: { errorMessages: [unverifiedTexts.notAnApp], errors: {} },
      });
    }
  });

  test.each<[string, Identity, string | null]>([
    ['nothing', 'connect', null],
    ['nothing', 'oauth', null],
    ['an unknown bearer', 'oauth', 'Bearer sandbox-token-2'],
    ['no token', 'oauth', 'Bearer'],
    ["the other door's bearer", 'connect', 'Bearer sandbox-token'],
    ['an unknown scheme', 'oauth', 'Token sandbox-token'],
  ])('refuse %s like the gateway (%s)', async (_, identity, authorization) => {
    const answer = await knock(identity, authorization);
    expect(answer).toMatchObject({ status: 401, body: { code: 401 } });
    expect(answer.headers.get('date')).toBe(new Date(start).toUTCString());
  });

  test("refuse the other door's token", async () => {
    expect(await knock('oauth', await tokenFor(listPath))).toMatchObject({ status: 401 });
  });

  test('S8: know five operations and nothing else', async () => {
    const sandbox = await openSandbox({ storage: memoryStorage(), clock });
    const call = createCaller(sandbox, 'oauth', clock);
    for (const path of ['/1', '/refresh/1', '/failed/1', '/%2e%2e/issue', '//failed', '/FAILED']) {
      expect(await call({ path })).toMatchObject({ status: 404, body: { errors: {} } });
    }
    for (const [method, path] of [
      ['PUT', ''],
      ['PATCH', ''],
      ['POST', '/refresh'],
      ['DELETE', '/failed'],
    ] as const) {
      expect(await call({ method, path })).toMatchObject({ status: 405 });
    }
    const elsewhere = await sandbox.fetch(
      new Request('http://jira.example/sandbox/rest/api/3/issue'),
    );
    expect(elsewhere.status).toBe(404);
    expect(elsewhere.headers.get('content-type')).toBe('application/json;charset=UTF-8');
  });
});
