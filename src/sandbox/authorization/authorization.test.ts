import { describe, expect, test } from 'vitest';
import { control } from '../caller.ts';
import { sandboxClientSecret } from '../identity.ts';
import { openSandbox } from '../sandbox.ts';
import { memoryStorage } from '../storage.ts';
import { establishedTexts } from '../texts.ts';
import { sandboxClientId } from './sites.ts';

const base = 'http://127.0.0.1:3000';
const callback = `${base}/api/oauth/callback`;
const allScopes = 'read:me read:jira-work manage:jira-webhook offline_access';
const client = { client_id: sandboxClientId, client_secret: sandboxClientSecret };

interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

async function open(storage = memoryStorage()) {
  const time = { now: Date.UTC(2026, 2, 2, 8, 30) };
  const sandbox = await openSandbox({ storage, clock: { now: () => time.now } });
  const ask = (path: string, init?: RequestInit) =>
    sandbox.fetch(new Request(`${base}/sandbox${path}`, init));
  const authorize = (about: Record<string, string> = {}) =>
    ask(
      `/auth/authorize?${new URLSearchParams({
        audience: 'api.atlassian.com',
        client_id: sandboxClientId,
        redirect_uri: callback,
        response_type: 'code',
        scope: allScopes,
        prompt: 'consent',
        state: 'a state',
        ...about,
      })}`,
    );
  const answer = async (about: Record<string, string> = {}) => {
    const body = new URLSearchParams({
      scope: allScopes,
      redirect_uri: callback,
      state: 'a state',
      site: 'sandbox',
      answer: 'accept',
      ...about,
    });
    const response = await ask('/auth/consent', { method: 'POST', body });
    return new URL(response.headers.get('location') ?? 'none:');
  };
  const token = (body: object, asForm = false) =>
    ask('/auth/oauth/token', {
      method: 'POST',
      ...(asForm
        ? { body: new URLSearchParams(Object.entries(body)) }
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  const redeem = (code: string | null, about: object = {}, asForm = false) =>
    token(
      { grant_type: 'authorization_code', ...client, code, redirect_uri: callback, ...about },
      asForm,
    );
  const refresh = (refreshToken: string, asForm = false) =>
    token({ grant_type: 'refresh_token', ...client, refresh_token: refreshToken }, asForm);
  const tokensOf = async (response: Promise<Response>) => (await (await response).json()) as Tokens;
  const signIn = async (about?: Record<string, string>) =>
    tokensOf(redeem((await answer(about)).searchParams.get('code')));
  const call = (accessToken: string, path: string) =>
    ask(`/api${path}`, { headers: { authorization: `Bearer ${accessToken}` } });
  const list = (accessToken: string, site = 'sandbox') =>
    call(accessToken, `/ex/jira/${site}/rest/api/3/webhook`);
  return {
    time,
    sandbox,
    authorize,
    answer,
    redeem,
    refresh,
    token,
    tokensOf,
    signIn,
    call,
    list,
  };
}

describe('the consent page', () => {
  test('asks for the site, and for what the app wants', async () => {
    const { authorize } = await open();
    const page = await (await authorize()).text();
    for (const text of [
      'manage:jira-webhook',
      'https://sandbox.example',
      'https://borealis.sandbox.example',
    ]) {
      expect(page).toContain(text);
    }
  });

  test('shows what it is told as text', async () => {
    const { authorize } = await open();
    const page = await (await authorize({ state: '"><script>alert(1)</script>' })).text();
    expect(page).not.toContain('<script>');
  });

  test.each([
    { client_id: 'another' },
    { redirect_uri: 'https://elsewhere.example/api/oauth/callback' },
    { redirect_uri: 'javascript:alert(1)' },
    { audience: 'elsewhere' },
    { response_type: 'token' },
    { prompt: 'none' },
    { state: '' },
  ])('leads nowhere for %j', async (about) => {
    const { authorize } = await open();
    const response = await authorize(about);
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  test('tells the app of an unknown scope, and of a user who says no', async () => {
    const { authorize, answer } = await open();
    const refused = await authorize({ scope: 'write:everything' });
    expect(refused.headers.get('location')).toContain('error=invalid_scope');
    const { searchParams } = await answer({ answer: 'cancel' });
    expect(Object.fromEntries(searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'a state',
    });
  });
});

describe('tokens', () => {
  test.each([false, true])('are given once for a code (form: %s)', async (asForm) => {
    const { answer, redeem, list } = await open();
    const { searchParams } = await answer();
    expect(searchParams.get('state')).toBe('a state');
    const first = await redeem(searchParams.get('code'), {}, asForm);
    expect(first.status).toBe(200);
    const { access_token, expires_in } = (await first.json()) as Tokens;
    expect(expires_in).toBe(3600);
    expect((await list(access_token)).status).toBe(200);
    const again = await redeem(searchParams.get('code'), {}, asForm);
    expect([again.status, await again.json()]).toMatchObject([403, { error: 'invalid_grant' }]);
  });

  test('are not given to another client, callback, or late', async () => {
    const { answer, redeem, time } = await open();
    const code = async () => (await answer()).searchParams.get('code');
    expect((await redeem(await code(), { client_secret: 'wrong' })).status).toBe(401);
    expect((await redeem(await code(), { redirect_uri: `${callback}2` })).status).toBe(403);
    expect((await redeem(await code(), { grant_type: 'password' })).status).toBe(400);
    const late = await code();
    time.now += 11 * 60_000;
    expect((await redeem(late)).status).toBe(403);
  });

  test.each([false, true])('rotate, with ten minutes of leeway (form: %s)', async (asForm) => {
    const { signIn, refresh, tokensOf, list, time } = await open();
    const first = await signIn();
    const second = await tokensOf(refresh(first.refresh_token, asForm));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    time.now += 10 * 60_000;
    const third = await tokensOf(refresh(first.refresh_token, asForm));
    expect((await list(third.access_token)).status).toBe(200);
    time.now += 1;
    const dead = await refresh(first.refresh_token, asForm);
    expect([dead.status, await dead.json()]).toEqual([
      403,
      { error: 'invalid_grant', error_description: establishedTexts.deadRefreshToken },
    ]);
    // A reuse ends the whole grant.
    expect((await refresh(third.refresh_token)).status).toBe(403);
    expect((await list(third.access_token)).status).toBe(401);
  });

  test('run out after an hour, and the grant after 90 idle days', async () => {
    const { signIn, refresh, list, time } = await open();
    const { access_token, refresh_token } = await signIn();
    time.now += 3_600_000 - 1;
    expect((await list(access_token)).status).toBe(200);
    time.now += 1;
    expect((await list(access_token)).status).toBe(401);
    time.now += 90 * 86_400_000;
    expect((await refresh(refresh_token)).status).toBe(403);
  });

  test('outlive a restart, and lie nowhere in its store', async () => {
    const storage = memoryStorage();
    const { signIn } = await open(storage);
    const { access_token, refresh_token } = await signIn();
    const stored = JSON.stringify([...(await storage.load())]);
    expect(stored).not.toContain(access_token);
    expect(stored).not.toContain(refresh_token);
    const { list, refresh } = await open(storage);
    expect((await list(access_token)).status).toBe(200);
    expect((await refresh(refresh_token)).status).toBe(200);
  });

  test('end by hand', async () => {
    const { sandbox, signIn, list, refresh } = await open();
    const { access_token, refresh_token } = await signIn();
    await control(sandbox, 'POST', '/grants', { expire: 'access' });
    expect((await list(access_token)).status).toBe(401);
    expect((await refresh(refresh_token)).status).toBe(200);
    const { body } = await control(sandbox, 'GET', '/grants');
    expect(body).toMatchObject([{ siteIds: ['sandbox'], liveAccessTokens: 1 }]);
    expect((await control(sandbox, 'DELETE', '/grants')).body).toEqual([]);
    expect((await refresh(refresh_token)).status).toBe(403);
  });
});

describe('the gateway', () => {
  test('knows the sites that were chosen, one after the other, and the user', async () => {
    const { signIn, call } = await open();
    const sites = async (token: string) =>
      (await call(token, '/oauth/token/accessible-resources')).json();
    expect(await sites((await signIn()).access_token)).toMatchObject([{ id: 'sandbox' }]);
    const { access_token } = await signIn({ site: 'sandbox-borealis' });
    expect(await sites(access_token)).toMatchObject([
      { id: 'sandbox', url: 'https://sandbox.example', name: 'sandbox' },
      { id: 'sandbox-borealis' },
    ]);
    expect(await (await call(access_token, '/me')).json()).toMatchObject({
      account_id: 'sandbox-user',
    });
  });

  test('lets nobody to a site that was not chosen, and tells the sites apart', async () => {
    const { signIn, list } = await open();
    const first = await signIn();
    expect((await list(first.access_token, 'sandbox-borealis')).status).toBe(401);
    expect((await list('sandbox-token', 'sandbox-borealis')).status).toBe(401);
    const second = await signIn({ site: 'sandbox-borealis' });
    const totals = ['sandbox', 'sandbox-borealis'].map(async (site) => {
      const page = (await (await list(second.access_token, site)).json()) as { total: number };
      return page.total;
    });
    expect(await Promise.all(totals)).toEqual([expect.any(Number), 0]);
    expect(await totals[0]).toBeGreaterThan(0);
  });

  test('answers a missing scope with a 401 that names it', async () => {
    const { signIn, list, call } = await open();
    const { access_token, refresh_token } = await signIn({ scope: 'read:jira-work' });
    expect(refresh_token).toBeUndefined();
    const refused = await list(access_token);
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain(establishedTexts.scope);
    expect((await call(access_token, '/me')).status).toBe(401);
  });
});
