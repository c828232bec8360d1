import { describe, expect, test } from 'vitest';
import { role, type Role } from '../../jira/access.ts';
import { errorCollection } from '../../jira/wire.ts';
import { expectSecured } from '../http/expect-secured.ts';
import { failure, failuresPath, testNow } from '../archive/test-archive.ts';
import { operations, requestOf, webhookPath } from '../test-app.ts';
import { isAtLeast } from './caller.ts';
import { routeTable, ruleOf } from './route-table.ts';
import { openTestAccess, oidcEnvironment } from './test-access.ts';

/** The routes of the app, by the path they were registered with, and whose rule is one of a role. */
async function routesWithRoles() {
  await using access = await openTestAccess();
  return access.app.routes.flatMap(({ method, path }) => {
    const rule = ruleOf(method, path);
    return typeof rule === 'object' ? [{ method, path, rule }] : [];
  });
}

/** An address that the pattern of a route takes. */
const addressOf = (path: string) =>
  path
    .replace('/api/connections/:id', '/api/connections/test')
    .replaceAll(/:time\{[^}]*\}+/g, String(testNow))
    .replaceAll(/:\w+/g, 'nothing')
    .replace('*', 'x');

const callable = (method: string) => (method === 'ALL' ? 'PATCH' : method);

describe('the table of routes', () => {
  test('has every route of the app', async () => {
    await using access = await openTestAccess({ environment: oidcEnvironment });
    const all = access.app.routes.map(({ method, path }) => ({ method, path }));
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ method, path }) => ruleOf(method, path) === undefined)).toEqual([]);
  });

  test('refuses what is not in it', async () => {
    await using access = await openTestAccess();
    access.app.get('/api/forgotten', (context) => context.text('secret'));
    const response = await access.request('/api/forgotten', {
      headers: await access.signedIn('admin'),
    });
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('secret');
    expect(ruleOf('GET', 'constructor')).toBeUndefined();
  });

  test('lets nobody in who has not signed in, but to what is for everybody', async () => {
    await using access = await openTestAccess();
    for (const { method, path } of await routesWithRoles()) {
      const response = await access.request(addressOf(path), { method: callable(method) });
      expect([path, response.status]).toEqual([path, 401]);
      expect(response.headers.get('x-sign-in')).toBe('/access/sign-in');
      expectSecured(response);
    }
    expect(access.calls).toHaveLength(0);
    const open = Object.entries(routeTable).filter(([, rules]) =>
      Object.values(rules).includes('public'),
    );
    expect(open.map(([path]) => path)).toEqual([
      '/*',
      '/healthz',
      '/readyz',
      '/access/sign-in',
      '/access/callback',
      '/access/sign-out',
      '/access/signed-out',
      '/access/page.css',
      '/sandbox/rest/*',
      '/sandbox/ex/*',
      '/sandbox/auth/*',
      '/sandbox/auth/consent',
      '/sandbox/api/*',
    ]);
  });

  test('gives viewers nothing that changes anything, and keeps tokens for admins', () => {
    const rules = Object.entries(routeTable).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, rule]) => ({ name: `${method} ${path}`, rule })),
    );
    const held = (least: Role) =>
      rules.flatMap(({ name, rule }) =>
        typeof rule === 'object' && rule.role === least ? [name] : [],
      );
    const changing = held('viewer').filter((name) => !name.startsWith('GET '));
    // It reads from Jira what the archive would read within the minute.
    expect(changing).toEqual(['POST /api/connections/:id/failures/read']);
    expect(held('admin').filter((name) => name.includes('/api/tokens'))).toEqual([
      'GET /api/tokens',
      'POST /api/tokens',
      'DELETE /api/tokens/:id',
    ]);
  });

  test.each(role.options)('gives the role %s what it says, and no more', async (held) => {
    await using access = await openTestAccess();
    const headers = await access.signedIn(held);
    for (const { method, path, rule } of await routesWithRoles()) {
      const before = access.calls.length;
      const response = await access.request(addressOf(path), { method: callable(method), headers });
      const isRefused = response.status === 403;
      expect([method, path, isRefused]).toEqual([method, path, !isAtLeast(held, rule.role)]);
      if (!isRefused) continue;
      expect(access.calls).toHaveLength(before);
      const [sentence] = errorCollection.parse(await response.json()).errorMessages ?? [];
      expect(sentence).toBe(`This needs the role ${rule.role}, and yours is ${held}.`);
    }
  });

  test.each([
    ['viewer', ['list', 'failed']],
    ['operator', ['list', 'register', 'delete', 'refresh', 'failed']],
  ] as [Role, string[]][])('of the five operations, %s has %j', async (held, allowed) => {
    await using access = await openTestAccess();
    const { cookie } = await access.signedIn(held);
    for (const operation of operations) {
      const [path, init] = requestOf(operation);
      const headers = { ...(init.headers as Record<string, string>), cookie };
      const { status } = await access.request(path, { ...init, headers });
      expect([operation.name, status === 403]).toEqual([
        operation.name,
        !allowed.includes(operation.name),
      ]);
    }
  });

  test.each([
    `${webhookPath}/%72efresh`,
    `/api//connections/test/rest/api/3/webhook/refresh`,
    `/api/connections/test/./rest/api/3/webhook/refresh`,
    `/API/connections/test/rest/api/3/webhook/refresh`,
    `${webhookPath}/refresh/`,
    `${webhookPath}/failed/../refresh`,
  ])('no spelling of an address gets past it: %s', async (path) => {
    await using access = await openTestAccess();
    const headers = await access.signedIn('viewer');
    const response = await access.request(path, { method: 'PUT', body: '{}', headers });
    expect([403, 404]).toContain(response.status);
    const overridden = await access.request(path, {
      headers: { ...headers, 'x-http-method-override': 'PUT', 'x-method-override': 'PUT' },
    });
    expect([200, 403, 404, 405]).toContain(overridden.status);
    expect(access.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('what a viewer sees', () => {
  const body = '{"n":1.10,"user":{"displayName":"Nadia Okonjo","accountId":"557058:x"}}';
  const page = {
    values: [
      { id: 'a', url: 'https://a.example', failureTime: testNow, body },
      { id: 'b', url: 'https://a.example', failureTime: testNow },
    ],
    maxResults: 100,
    next: 'https://jira.test/rest/api/3/webhook/failed?after=1',
  };
  const failed = `${webhookPath}/failed`;
  const openFailed = (text: string, status = 200) =>
    openTestAccess({ fetch: () => Promise.resolve(new Response(text, { status })) });

  test('of failed deliveries through the proxy, bodies are masked', async () => {
    await using access = await openFailed(JSON.stringify(page));
    const seenBy = async (held: Role) =>
      (await access.request(failed, { headers: await access.signedIn(held) })).text();
    expect(await seenBy('operator')).toBe(JSON.stringify(page));
    const seen = await seenBy('viewer');
    expect(seen).not.toMatch(/Nadia|557058/);
    expect(JSON.parse(seen)).toEqual({
      ...page,
      values: [
        {
          ...page.values[0],
          body: '{"n":1.10,"user":{"displayName":"Person 1","accountId":"masked-account-1"}}',
        },
        page.values[1],
      ],
    });
  });

  test.each(['null', '[]', '{"values":1}', 'Nadia', ''])(
    'what is no page is not passed on: %s',
    async (text) => {
      await using access = await openFailed(text);
      const headers = await access.signedIn('viewer');
      const response = await access.request(failed, { headers });
      expect(await response.text()).not.toContain('Nadia');
      expect(response.status).toBe(text === '' ? 200 : 502);
    },
  );

  test('Jira’s refusals come as they are', async () => {
    await using access = await openFailed('{"errorMessages":["Not for OAuth."]}', 403);
    const response = await access.request(failed, { headers: await access.signedIn('viewer') });
    expect([response.status, await response.text()]).toEqual([
      403,
      '{"errorMessages":["Not for OAuth."]}',
    ]);
  });

  test('of the archive, bodies and exports are masked, and can’t be searched', async () => {
    await using access = await openTestAccess();
    const operator = await access.signedIn('operator');
    const kept = await access.request(failuresPath, {
      method: 'POST',
      headers: { ...operator, 'content-type': 'application/json' },
      body: JSON.stringify([failure('a', testNow - 1000, { body })]),
    });
    expect(kept.status).toBe(200);
    const viewer = await access.signedIn('viewer');
    const read = async (path: string, headers: { cookie: string }) => {
      const response = await access.request(failuresPath + path, { headers });
      return [response.status, await response.text()] as const;
    };
    for (const path of [`/a/${testNow - 1000}/body`, '/export?format=ndjson']) {
      expect((await read(path, operator))[1]).toContain('Nadia');
      const [status, text] = await read(path, viewer);
      expect([status, text.includes('Nadia'), text.includes('Person 1')]).toEqual([
        200,
        false,
        true,
      ]);
    }
    for (const path of ['', '/groups?by=event', '/histogram?by=event', '/export?format=csv']) {
      const [status, text] = await read(
        `${path}${path.includes('?') ? '&' : '?'}text=nadia`,
        viewer,
      );
      expect([status, text]).toEqual([403, expect.stringContaining('needs the role operator')]);
    }
  });
});
