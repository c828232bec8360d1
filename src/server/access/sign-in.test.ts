import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSecured } from '../http/expect-secured.ts';
import { webhookPath } from '../test-app.ts';
import { openTestAccess, publicOrigin } from './test-access.ts';
import { signInAt, startTestProvider, type TestProvider } from './test-provider.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startTestProvider([publicOrigin]);
});
afterAll(() => provider[Symbol.asyncDispose]());

const environment = () => ({ PUBLIC_URL: publicOrigin, ...provider.environment });
const openConsole = (place?: TestAccess['place']) =>
  openTestAccess({ environment: environment(), ...(place ? { place } : {}) });
type TestAccess = Awaited<ReturnType<typeof openTestAccess>>;

/** The cookies that an answer sets, as a browser would send them back. */
function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ');
}

async function begin(console: TestAccess, to = '/') {
  const response = await console.request(`/access/sign-in?${new URLSearchParams({ to })}`);
  expect(response.status).toBe(302);
  return { address: response.headers.get('location') ?? '', flow: cookiesOf(response) };
}

/** What the browser comes back to, with the cookies that it has. */
async function comeBack(console: TestAccess, address: string, cookie: string) {
  return console.request(address.slice(publicOrigin.length), { headers: { cookie } });
}

async function signIn(console: TestAccess, login: string, { to = '/', cookie = '' } = {}) {
  const { address, flow } = await begin(console, to);
  const back = await signInAt(provider, address, login);
  return { back, flow, response: await comeBack(console, back, `${flow}; ${cookie}`) };
}

const me = (console: TestAccess, cookie: string) =>
  console.request('/api/me', { headers: { cookie } });

/** The cookie of the flow with one of its values changed. */
function changed(flow: string, change: Record<string, string>): string {
  const [name = '', text = ''] = flow.split('=');
  const values = JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
  return `${name}=${Buffer.from(JSON.stringify({ ...values, ...change })).toString('base64url')}`;
}

describe('signing in by the provider', () => {
  test('gives a session with the role of the claim, and leads to where one was', async () => {
    await using console = await openConsole();
    const { response } = await signIn(console, 'operator', { to: '/test/webhooks?q=a%20b' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(`${publicOrigin}/test/webhooks?q=a%20b`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const session = response.headers.getSetCookie().find((cookie) => cookie.includes('session='));
    expect(session).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const answer = await me(console, cookiesOf(response));
    expect(await answer.json()).toEqual({
      name: 'Robin the operator',
      role: 'operator',
      signIn: 'oidc',
    });
    expectSecured(answer);
  });

  test('asks for it with PKCE, state and nonce', async () => {
    await using console = await openConsole();
    const { searchParams } = new URL((await begin(console)).address);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      redirect_uri: `${publicOrigin}/access/callback`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
  });

  test('is what opens an address of the screen, and nothing else does', async () => {
    await using console = await openConsole();
    const open = (cookie = '') =>
      console.request('/test/failures?q=x', { headers: { accept: 'text/html', cookie } });
    const response = await open();
    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      '/access/sign-in?to=%2Ftest%2Ffailures%3Fq%3Dx',
    ]);
    const { cookie } = await console.signedIn('viewer');
    expect((await open(cookie)).status).toBe(404);
  });

  test('does not help who has no role', async () => {
    await using console = await openConsole();
    const { response } = await signIn(console, 'nobody');
    expect(response.status).toBe(403);
    expect(cookiesOf(response)).toBe('');
    expect(await response.text()).toContain('You have no role in this console');
    expectSecured(response);
  });

  test.each([
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test/',
    '/.//evil.test/',
    '/\t/evil.test',
    'javascript:alert(1)',
    '/access/sign-out',
    '/api/connections',
    `/${'x'.repeat(3000)}`,
  ])('never leads elsewhere: %s', async (to) => {
    await using console = await openConsole();
    const { response } = await signIn(console, 'viewer', { to });
    expect(response.headers.get('location')).toBe(`${publicOrigin}/`);
  });

  test('says so where the provider can’t be reached, and works again once it can', async () => {
    await using away = await openTestAccess({
      environment: { ...environment(), OIDC_ISSUER: 'http://127.0.0.1:9' },
    });
    const response = await away.request('/access/sign-in');
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('can’t be reached');
  });
});

describe('a log-in that is not one’s own', () => {
  test.each([
    ['another state', (flow: string) => changed(flow, { state: 'x'.repeat(43) })],
    ['another nonce', (flow: string) => changed(flow, { nonce: 'x'.repeat(43) })],
    ['another verifier', (flow: string) => changed(flow, { verifier: 'x'.repeat(43) })],
  ])('with %s is refused', async (_, tamper) => {
    await using console = await openConsole();
    const { address, flow } = await begin(console);
    const back = await signInAt(provider, address, 'admin');
    const response = await comeBack(console, back, tamper(flow));
    expect(response.status).toBe(403);
    expect(cookiesOf(response)).toBe('');
    expect(await response.text()).toContain('You are not signed in');
    expectSecured(response);
  });

  test.each(['', '__Host-sign-in=', '__Host-sign-in=e30', '__Host-sign-in=%00'])(
    'in a browser that began none is refused: %j',
    async (cookie) => {
      await using console = await openConsole();
      const back = await signInAt(provider, (await begin(console)).address, 'admin');
      const response = await comeBack(console, back, cookie);
      expect([response.status, cookiesOf(response)]).toEqual([400, '']);
    },
  );

  test('with a code that was used before is refused', async () => {
    await using console = await openConsole();
    const { back, flow, response } = await signIn(console, 'viewer');
    expect(response.status).toBe(302);
    const again = await comeBack(console, back, flow);
    expect([again.status, cookiesOf(again)]).toEqual([403, '']);
  });

  test('that the provider refused is told as such, and nothing of it is run', async () => {
    await using console = await openConsole();
    const { address, flow } = await begin(console);
    const state = new URL(address).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ state, error: '<script>alert(1)</script>' });
    const response = await comeBack(console, `${publicOrigin}/access/callback?${query}`, flow);
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('<script');
  });
});

describe('a session', () => {
  test('that the browser brought along is ended, and never taken over', async () => {
    await using console = await openConsole();
    const planted = await console.signedIn('viewer');
    const { response } = await signIn(console, 'admin', planted);
    const cookie = cookiesOf(response);
    expect(cookie).not.toContain(planted.cookie);
    expect((await me(console, planted.cookie)).status).toBe(401);
    expect(await (await me(console, cookie)).json()).toMatchObject({ role: 'admin' });
  });

  test('ends eight hours after the last use', async () => {
    await using console = await openConsole();
    const { cookie } = await console.signedIn('viewer');
    const hour = 3_600_000;
    for (const [hours, status] of [
      [7.9, 200],
      [7.9, 200],
      [8.1, 401],
    ] as const) {
      console.time.now += hours * hour;
      expect((await me(console, cookie)).status).toBe(status);
    }
  });

  test('ends a day after it began, however it is used', async () => {
    await using console = await openConsole();
    const { cookie } = await console.signedIn('viewer');
    for (let hour = 1; hour <= 24; hour++) {
      console.time.now += 3_600_000;
      expect((await me(console, cookie)).status).toBe(hour < 24 ? 200 : 401);
    }
  });

  test('that was signed out of has ended on every replica', async () => {
    await using console = await openConsole();
    await using other = await openConsole(console.place);
    const { cookie } = await console.signedIn('viewer');
    expect((await me(other, cookie)).status).toBe(200);
    const response = await console.request('/access/sign-out', {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-session=; Max-Age=0/);
    for (const replica of [console, other]) {
      expect((await me(replica, cookie)).status).toBe(401);
    }
  });

  const foreign = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.test' },
    { origin: 'http://console.test' },
  ];
  const mutations: [string, string][] = [
    ['POST', webhookPath],
    ['DELETE', webhookPath],
    ['PUT', `${webhookPath}/refresh`],
    ['POST', '/api/connections/test/failures'],
    ['POST', '/api/connections/test/failures/read'],
    ['POST', '/api/connections/test/failures/a/1/resend'],
    ['POST', '/api/tokens'],
    ['DELETE', '/api/tokens/1'],
    ['POST', '/access/sign-out'],
    ['POST', '/sandbox/control/reset'],
  ];
  test.each(mutations)('S1: is not used by another site: %s %s', async (method, path) => {
    await using console = await openConsole();
    const { cookie } = await console.signedIn('admin');
    for (const headers of foreign) {
      const init = { method, body: '{}', headers: new Headers({ ...headers, cookie }) };
      expect((await console.request(path, init)).status).toBe(403);
    }
    expect(console.calls).toHaveLength(0);
    expect((await me(console, cookie)).status).toBe(200);
  });

  test('S1: an older browser’s own page is known by the public address', async () => {
    await using console = await openConsole();
    const { cookie } = await console.signedIn('admin');
    // Behind a proxy that ends TLS, the request itself is one of http.
    const response = await console.app.request('http://console.test/api/tokens', {
      method: 'POST',
      body: '{"name":"a","scope":"metrics"}',
      headers: { cookie, origin: publicOrigin },
    });
    expect(response.status).toBe(201);
  });
});

test('another name than the public one is not served, but to what watches', async () => {
  await using console = await openConsole();
  const statusOf = async (url: string) => (await console.app.request(url)).status;
  expect(await statusOf('http://evil.test/api/connections')).toBe(421);
  expect(await statusOf('http://console.test.evil.test/')).toBe(421);
  expect(await statusOf('http://10.1.2.3:3000/healthz')).toBe(200);
  expect(await statusOf('http://localhost:3000/api/connections')).toBe(401);
});
