import { describe, expect, test } from 'vitest';
import { errorCollection } from '../../jira/wire.ts';
import { expectSecured } from './expect-secured.ts';
import { emptyPage, origin, plantedSecret, testApp, webhookPath } from '../test-app.ts';
import { isSignedIn } from '../test-signed-in.ts';

function counted(options: Parameters<typeof testApp>[1] = {}) {
  const calls: Request[] = [];
  const sandbox = {
    fetch: (request: Request) => {
      calls.push(request);
      return Promise.resolve(new Response('{}'));
    },
  };
  const { app, log } = testApp(sandbox.fetch, { sandbox, ...options });
  return { app, log, calls };
}

/** What a browser sends along when another site's page makes it send something. */
const foreignSenders = {
  'a page of another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
  'a page of another port': { 'sec-fetch-site': 'same-site', origin: 'http://localhost:8080' },
  'an older browser': { origin: 'https://evil.test' },
  'a sandboxed frame of an older browser': { origin: 'null' },
  'a page that resembles ours': { origin: 'http://localhost.evil.test' },
};
const mutations: [string, string][] = [
  ['POST', webhookPath],
  ['DELETE', webhookPath],
  ['PUT', `${webhookPath}/refresh`],
  ['POST', '/api/connections/test/failures/read'],
  ['POST', '/sandbox/control/reset'],
  ['PUT', '/sandbox/control/clock'],
  ['PATCH', '/api/anything'],
];

describe('same-origin rule', () => {
  const cases = Object.entries(foreignSenders).flatMap(([sender, headers]) =>
    mutations.map(([method, path]) => ({ sender, headers, method, path })),
  );

  test.each(cases)(
    'S1: $method $path from $sender is refused',
    async ({ headers, method, path }) => {
      const { app, calls } = counted();
      const contentTypes = ['text/plain', 'application/x-www-form-urlencoded', 'application/json'];
      for (const type of contentTypes) {
        const response = await app.request(path, {
          method,
          body: '{}',
          headers: { ...headers, 'content-type': type },
        });
        expect(response.status).toBe(403);
        expect(errorCollection.parse(await response.json()).errorMessages).toHaveLength(1);
        expectSecured(response);
      }
      expect(calls).toHaveLength(0);
    },
  );

  test('S1: reading from another site is refused as well', async () => {
    const { app, calls } = counted();
    for (const path of ['/api/connections', webhookPath, '/sandbox/control/clock']) {
      const response = await app.request(path, { headers: { 'sec-fetch-site': 'cross-site' } });
      expect(response.status).toBe(403);
    }
    expect(calls).toHaveLength(0);
  });

  test.each([
    ['the console’s own page', { 'sec-fetch-site': 'same-origin', origin }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['an older browser on our own page', { origin }],
    ['a program', {}],
  ])('S1: %s is let through', async (_, headers) => {
    const { app, calls } = counted();
    const init = { method: 'POST', body: '{}', headers: new Headers(headers) };
    const response = await app.request(webhookPath, init);
    expect(response.status).toBe(200);
    expect(calls).toHaveLength(1);
  });
});

describe('the name it is called by', () => {
  test('bound to loopback, only this machine’s own names are served', async () => {
    const { app, calls } = counted();
    for (const host of [
      'evil.test',
      'localhost.evil.test',
      '169.254.169.254',
      '0.0.0.0',
      '[::2]',
    ]) {
      const response = await app.request(`http://${host}:3000${webhookPath}`);
      expect(response.status).toBe(421);
      expectSecured(response);
    }
    expect(calls).toHaveLength(0);
    for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1:3000', '[::1]:3000']) {
      expect((await app.request(`http://${host}${webhookPath}`)).status).toBe(200);
    }
  });

  test('bound elsewhere on purpose, any name is served', async ({ skip }) => {
    skip(isSignedIn, 'with a log-in, its public name alone is (access/sign-in.test.ts)');
    const { app } = counted({ loopbackOnly: false });
    expect((await app.request(`http://console.test${webhookPath}`)).status).toBe(200);
  });
});

describe('headers', () => {
  test.each([
    ['/', 200],
    ['/assets/main-abc.js', 404],
    ['/healthz', 200],
    ['/api/connections', 200],
    ['/api/nothing', 404],
    ['/sandbox/rest/api/3/webhook', 200],
    [webhookPath, 200],
    [`${webhookPath}/failed?fail`, 502],
    ['/%', 404],
  ])('S4: %s carries them all', async (path, status) => {
    const body = new TextEncoder().encode('<!doctype html>');
    const page = { body, gzip: body, etag: 'W/"1"', headers: { 'Content-Type': 'text/html' } };
    const fetch = (request: Request) =>
      request.url.includes('fail')
        ? Promise.reject(new Error('no answer'))
        : Promise.resolve(new Response(emptyPage));
    const { app } = testApp(fetch, {
      sandbox: { fetch },
      screen: new Map([['/index.html', page]]),
    });
    const response = await app.request(path);
    expect(response.status).toBe(status);
    expectSecured(response);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('S4: a mistake of our own is answered without a word of its cause', async () => {
    const { app, log } = counted({
      sandbox: { fetch: () => Promise.reject(new Error(plantedSecret)) },
    });
    const response = await app.request('/sandbox/rest/api/3/webhook');
    expect(response.status).toBe(500);
    expectSecured(response);
    const id = response.headers.get('x-request-id') ?? 'none';
    expect(await response.text()).toContain(id);
    expect(log.join('')).toContain(id);
    expect(log.join('')).not.toContain(plantedSecret);
  });

  test('S9: HTML that Jira sends gets an origin of its own, where nothing runs', async () => {
    const { app } = testApp(() =>
      Promise.resolve(
        new Response('<script>alert(1)</script>', { headers: { 'content-type': 'text/html' } }),
      ),
    );
    const { headers } = await app.request(webhookPath);
    expect(headers.get('content-security-policy')).toMatch(/(?:^|; )sandbox$/);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

test('S7: keys that reach for the prototype change nothing', async () => {
  const { app, calls } = counted();
  const body = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  const query = '?__proto__[polluted]=1&constructor.prototype.polluted=1&__proto__=1';
  for (const method of ['POST', 'DELETE']) {
    await app.request(webhookPath + query, { method, body, headers: { ['__proto__']: 'x' } });
  }
  expect(await calls[0]?.text()).toBe(body);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

describe('S8: only the five operations and our own addresses', () => {
  test.each([
    '/api',
    '/api/',
    '/api/connections/',
    '/api/connections/test',
    '/api/connections/test/rest/api/3/webhook/',
    '/api/connections/test/rest/api/3/webhook/1',
    '/api/connections/test/rest/api/3/webhook/failed/',
    '/api/connections/test/rest/api/2/webhook',
    '/api/connections/test/rest/api/3/myself',
    '/api/connections/test//rest/api/3/webhook',
    '/api/connections/test/rest/api/3/webhook/../myself',
    '/api/connections/test/rest/api/3/webhook/%2e%2e/myself',
    '/api/connections/test/rest/api/3/webhook%2Ffailed',
    '/api/connections/test%2Frest%2Fapi%2F3%2Fwebhook',
    '/api/connections/..%2Ftest/rest/api/3/webhook',
    '/api/connections/%2e%2e%2f%2e%2e%2ftest/rest/api/3/webhook',
    '/api/connections/%252e%252e/rest/api/3/webhook',
    '/api/connections/test%00/rest/api/3/webhook',
    '/api/connections/test;x=1/rest/api/3/webhook',
    '/api/connections/test/rest/api/3/WEBHOOK',
    '/api/connections/te\\..\\test/rest/api/3/webhookx',
    '/sandbox',
    '/sandboxes/control/reset',
  ])('%s', async (path) => {
    const { app, calls } = counted({ sandbox: undefined });
    const response = await app.request(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ errorMessages: [expect.any(String)], errors: {} });
    expectSecured(response);
    expect(calls).toHaveLength(0);
  });

  test('a method can’t be put on over another', async () => {
    const { app, calls } = counted();
    await app.request(`${webhookPath}?_method=DELETE`, {
      headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' },
    });
    expect(calls.map(({ method }) => method)).toEqual(['GET']);
  });
});

test('GET /api/connections tells names and limits, and nothing secret', async () => {
  const { app } = counted();
  const response = await app.request('/api/connections');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual([
    {
      id: 'test',
      name: 'Test app',
      kind: 'connect',
      siteUrl: 'https://jira.test',
      limit: 100,
      canListFailed: true,
    },
  ]);
});
