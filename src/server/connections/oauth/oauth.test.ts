import { describe, expect, test } from 'vitest';
import { connectionSummaries } from '../../../jira/connection.ts';
import { chosenSites, siteChoice } from '../../../jira/consent.ts';
import { createAtlassian, GrantEnded } from './atlassian.ts';
import { createGrants } from './grants.ts';
import { NotUsable } from '../not-usable.ts';
import { openTestConnections } from '../test-connections.ts';
import { consent, consentLeadsTo, signIn } from './sign-in.ts';

type Console = Awaited<ReturnType<typeof openTestConnections>>;

const webhookPath = (id: string) => `/api/connections/${id}/rest/api/3/webhook`;
const list = async ({ ask }: Console, id: string) => {
  const response = await ask(webhookPath(id));
  return { status: response.status, text: await response.text() };
};
const first = (ids: readonly string[]) => ids[0] ?? '';
const only = async (console: Console) => first(await signIn(console));
const expire = async ({ send }: Console, what: 'access' | 'refresh' | 'both') =>
  send('POST', '/sandbox/control/grants', { expire: what });

/** How often each of Atlassian's addresses was asked. */
const countOf = ({ log }: Console, path: string) =>
  log.filter((line) => line.includes(`"path":"${path}"`)).length;
const tokenCalls = (console: Console) => countOf(console, '/sandbox/auth/oauth/token');

/** The tokens of the only grant, made to run out by this console's reckoning. */
async function readGrant({ database, keys }: Console) {
  const row = await database.selectFrom('oauth_grants').selectAll().executeTakeFirstOrThrow();
  const tokens = JSON.parse(keys.open(`oauth_grants/${row.id}`, row)) as Record<string, unknown>;
  const write = (changed: object) =>
    database
      .updateTable('oauth_grants')
      .set(keys.seal(`oauth_grants/${row.id}`, JSON.stringify({ ...tokens, ...changed })))
      .execute();
  return { row, tokens, write };
}

/** A user with two sites, of which none is connected: the console has forgotten an earlier consent. */
async function untilChoice(console: Console) {
  const id = await only(console);
  await console.send('DELETE', `/api/connections/${id}`);
  const to = await consentLeadsTo(console, { site: 'sandbox-borealis' });
  return { choice: `/api/oauth/choices/${to.get('choose')}` };
}

const unreachable = (url: string) =>
  createAtlassian({ clientId: 'c', clientSecret: 's', authUrl: url, apiUrl: url }, () =>
    Promise.reject(new Error('must not be called')),
  );

/** Another console on the same store, which asks the sandbox of the first. */
const openAnother = (one: Console) =>
  openTestConnections(
    { ATLASSIAN_AUTH_URL: `${one.url}/sandbox/auth`, ATLASSIAN_API_URL: `${one.url}/sandbox/api` },
    one.place,
  );

describe('connecting by consent', () => {
  test('gives a connection that says as whom it sees, and works', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    const summaries = connectionSummaries.parse(await console.read('/api/connections'));
    expect(summaries).toMatchObject([
      { id, kind: 'oauth', siteUrl: 'https://sandbox.example', limit: 5, as: 'Sam Sandbox' },
    ]);
    expect((await list(console, id)).status).toBe(200);
    expect((await console.ask(`${webhookPath(id)}/failed`)).status).toBe(403);
  });

  test('of another site adds its connection, and doubles none', async () => {
    await using console = await openTestConnections();
    const [id = ''] = await signIn(console);
    const [other = ''] = await signIn(console, { site: 'sandbox-borealis' });
    expect(other).toMatch(/^borealis-/);
    expect(new Set(await signIn(console))).toEqual(new Set([id, other]));
    for (const each of [id, other]) expect((await list(console, each)).status).toBe(200);
    expect(await console.database.selectFrom('oauth_grants').select('id').execute()).toHaveLength(
      1,
    );
  });

  test('sets a cookie that no script and no other address sees', async () => {
    await using console = await openTestConnections();
    const start = await console.ask('/api/oauth/start', { redirect: 'manual' });
    expect(start.headers.get('set-cookie')).toMatch(
      /^jira-sign-in=[\w-]{43}; Max-Age=900; Path=\/api\/oauth; HttpOnly; SameSite=Lax$/,
    );
    expect(new URL(start.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
      `${console.url}/api/oauth/callback`,
    );
    const foreign = await console.ask('/api/oauth/start', {
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
  });

  test.each([
    ['the user says no', { answer: 'cancel' as const }],
    ['the browser did not begin it', { cookie: 'jira-sign-in=another' }],
    ['the browser has no cookie', { cookie: 'x=y' }],
    ['the state differs', { change: (url: URL) => url.searchParams.set('state', 'other') }],
    ['the code is none', { change: (url: URL) => url.searchParams.set('code', 'none') }],
    ['the code is missing', { change: (url: URL) => url.searchParams.delete('code') }],
  ])('connects nothing where %s', async (_, options) => {
    await using console = await openTestConnections();
    const response = await consent(console, options);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await console.database.selectFrom('connections').select('id').execute()).toEqual([]);
    expect(await console.database.selectFrom('oauth_grants').select('id').execute()).toEqual([]);
  });

  test.each([
    ['the user says no', 'refused', { answer: 'cancel' as const }],
    ['the browser has no cookie', 'stale', { cookie: 'x=y' }],
    ['another browser began it', 'stale', { cookie: 'jira-sign-in=another' }],
    ['the code is none', 'dead-code', { change: (url: URL) => url.searchParams.set('code', 'x') }],
    [
      'Atlassian refuses what the app asks for',
      'misconfigured',
      {
        change: (url: URL) => {
          url.searchParams.delete('code');
          url.searchParams.set('error', 'invalid_scope');
          url.searchParams.set('error_description', '<script>alert(1)</script>');
        },
      },
    ],
  ])('leads a browser back with a word of its own where %s', async (_, problem, options) => {
    await using console = await openTestConnections();
    const response = await consent(console, { ...options, accept: 'text/html' });
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/connect?problem=${problem}`,
    ]);
  });

  test('leads a browser back where Atlassian is away, or no app is set up', async () => {
    const accept = 'text/html';
    await using console = await openTestConnections({ ATLASSIAN_API_URL: 'http://127.0.0.1:1' });
    const away = await consent(console, { accept });
    expect(away.headers.get('location')).toBe('/connect?problem=unreachable');
    await using without = await openTestConnections({
      OAUTH_CLIENT_ID: '',
      OAUTH_CLIENT_SECRET: '',
    });
    const start = await without.ask('/api/oauth/start', {
      redirect: 'manual',
      headers: { accept },
    });
    expect(start.headers.get('location')).toBe('/connect?problem=not-set-up');
    expect(await without.read('/api/oauth')).toEqual({
      ready: false,
      callbackUrl: `${without.url}/api/oauth/callback`,
    });
    expect(await console.read('/api/oauth')).toMatchObject({ ready: true });
  });

  test('needs an app', async () => {
    await using console = await openTestConnections({
      OAUTH_CLIENT_ID: '',
      OAUTH_CLIENT_SECRET: '',
    });
    const start = await console.ask('/api/oauth/start');
    expect([start.status, await start.text()]).toEqual([
      409,
      expect.stringContaining('OAUTH_CLIENT_ID'),
    ]);
  });

  test('that leads to several new sites connects none of them before one chooses', async () => {
    await using console = await openTestConnections();
    const { choice } = await untilChoice(console);
    expect(await console.read('/api/connections')).toEqual([]);
    const offered = siteChoice.parse(await console.read(choice));
    expect(offered).toEqual({
      as: 'Sam Sandbox',
      sites: [
        { id: 'sandbox', name: 'sandbox', url: 'https://sandbox.example' },
        { id: 'sandbox-borealis', name: 'borealis', url: 'https://borealis.sandbox.example' },
      ],
    });

    for (const sites of [['another'], ['sandbox', 'another']]) {
      expect((await console.send('POST', choice, { sites })).status).toBe(404);
    }
    for (const body of [{}, { sites: [] }, { sites: 'sandbox' }, { sites: [1] }, '{']) {
      expect((await console.send('POST', choice, body)).status).toBe(400);
    }
    expect(await console.read('/api/connections')).toEqual([]);

    const answer = await console.send('POST', choice, { sites: ['sandbox-borealis'] });
    const { connected } = chosenSites.parse(await answer.json());
    expect(connected).toEqual([expect.stringMatching(/^borealis-/)]);
    expect((await list(console, first(connected))).status).toBe(200);
    // It is good for once.
    expect((await console.ask(choice)).status).toBe(404);
    expect((await console.send('POST', choice, { sites: ['sandbox'] })).status).toBe(404);
  });

  test('does not bring back what was removed, or was not chosen', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    const [borealis = ''] = await signIn(console, { site: 'sandbox-borealis' });
    await console.send('DELETE', `/api/connections/${borealis}`);
    const asked = await consentLeadsTo(console);
    const choice = `/api/oauth/choices/${asked.get('choose')}`;
    const { sites } = siteChoice.parse(await console.read(choice));
    expect(sites.map((site) => [site.id, site.connection])).toEqual([
      ['sandbox', id],
      ['sandbox-borealis', undefined],
    ]);
    expect((await console.send('DELETE', choice)).status).toBe(204);
    expect(connectionSummaries.parse(await console.read('/api/connections'))).toMatchObject([
      { id },
    ]);
    expect((await list(console, id)).status).toBe(200);
  });

  test('that heals a connection connects nothing else', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    const to = await consentLeadsTo(console, { site: 'sandbox-borealis', again: id });
    expect([...to]).toEqual([['healed', id]]);
    expect(connectionSummaries.parse(await console.read('/api/connections'))).toHaveLength(1);
    // The other site was not asked about, so it is still new.
    expect(await signIn(console)).toEqual([expect.stringMatching(/^borealis-/)]);
  });

  test('by another user than that of the connection heals nothing, and is forgotten', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    await console.database.updateTable('oauth_grants').set({ account_id: 'somebody' }).execute();
    const response = await consent(console, { again: id, accept: 'text/html' });
    expect(response.headers.get('location')).toBe('/connect?problem=other-user');
    expect(
      await console.database.selectFrom('oauth_grants').select('account_id').execute(),
    ).toEqual([{ account_id: 'somebody' }]);
  });

  test('whose last connection is removed is in nobody’s memory any more, on any console', async () => {
    await using one = await openTestConnections();
    const id = await only(one);
    const { row } = await readGrant(one);
    await using two = await openAnother(one);
    for (const console of [one, two]) expect((await list(console, id)).status).toBe(200);
    await one.send('DELETE', `/api/connections/${id}`);
    await two.connections.reload();
    for (const { oauth } of [one, two]) {
      await expect(oauth?.grants.accessToken(row.id)).rejects.toThrow('was removed');
    }
  });

  test('with a choice that nobody makes is forgotten', async () => {
    await using console = await openTestConnections();
    const { choice } = await untilChoice(console);
    const grants = () => console.database.selectFrom('oauth_grants').select('id').execute();
    console.timer.ring();
    await expect.poll(console.timer.waits).toContain(60 * 60_000);
    expect(await grants()).toHaveLength(1);
    await console.database
      .updateTable('oauth_grants')
      .set({ choice_ends_at: Date.now() - 120_000 })
      .execute();
    expect((await console.ask(choice)).status).toBe(404);
    console.timer.ring();
    await expect.poll(grants).toEqual([]);
  });

  test('with a choice of none is forgotten at once', async () => {
    await using console = await openTestConnections();
    const { choice } = await untilChoice(console);
    expect((await console.send('DELETE', choice)).status).toBe(204);
    expect(await console.database.selectFrom('oauth_grants').select('id').execute()).toEqual([]);
  });

  test('is forgotten with its last connection', async () => {
    await using console = await openTestConnections();
    const ids = await signIn(console, { site: 'sandbox-borealis' });
    ids.push(...(await signIn(console)));
    for (const id of ids) await console.send('DELETE', `/api/connections/${id}`);
    expect(ids).toHaveLength(2);
    expect(await console.database.selectFrom('oauth_grants').select('id').execute()).toEqual([]);
  });
});

describe('tokens', () => {
  test('that ran out are renewed once, however many requests wait', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    const { write } = await readGrant(console);
    await write({ expiresAt: Date.now() + 60_000 });
    const before = tokenCalls(console);
    const answers = await Promise.all(Array.from({ length: 50 }, () => list(console, id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(tokenCalls(console) - before).toBe(1);
  });

  test('are renewed once, however many consoles have the store', async () => {
    await using one = await openTestConnections();
    const id = await only(one);
    await using two = await openAnother(one);
    const { write, tokens } = await readGrant(one);
    await write({ expiresAt: Date.now() + 60_000 });
    const before = tokenCalls(one);
    const answers = await Promise.all(
      [one, two].flatMap((console) => Array.from({ length: 20 }, () => list(console, id))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    // A file has one console; what two of them do on one is not promised, and ends well all the same.
    expect(tokenCalls(one) - before).toBeLessThanOrEqual(one.isShared ? 1 : 2);
    expect((await readGrant(one)).tokens['refreshToken']).not.toBe(tokens['refreshToken']);
  });

  test('refused by the gateway before their time are renewed, and a write is made then', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    expect((await list(console, id)).status).toBe(200);
    await expire(console, 'access');
    const refreshed = await console.send('PUT', `${webhookPath(id)}/refresh`, { webhookIds: [1] });
    expect(refreshed.status).toBe(200);
    expect(tokenCalls(console)).toBe(2);
  });

  test('refused again and again are not renewed in a loop', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    for (let round = 0; round < 5; round++) {
      await expire(console, 'access');
      await list(console, id);
    }
    expect(tokenCalls(console)).toBe(2);
  });

  test('that lack a scope are told as such, and not renewed', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    await console.send('POST', '/sandbox/control/faults', { fault: 'scope' });
    const answer = await list(console, id);
    expect([answer.status, answer.text]).toEqual([
      401,
      expect.stringContaining('scope does not match'),
    ]);
    expect(tokenCalls(console)).toBe(1);
  });

  test('revoked turn the connection to “sign in again”, without a loop, until the user does', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    await console.send('DELETE', '/sandbox/control/grants');
    for (let round = 0; round < 5; round++) {
      const answer = await list(console, id);
      expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('Sign in again')]);
    }
    expect(tokenCalls(console)).toBe(2);
    const [summary] = connectionSummaries.parse(await console.read('/api/connections'));
    expect(summary?.problem).toEqual({
      kind: 'sign-in-again',
      reason: 'Unknown or invalid refresh token.',
    });

    expect(await signIn(console)).toEqual([id]);
    expect((await list(console, id)).status).toBe(200);
    const [healed] = connectionSummaries.parse(await console.read('/api/connections'));
    expect(healed?.problem).toBeUndefined();
  });

  test('that end in the moment of a new consent do not end that one', async () => {
    await using console = await openTestConnections();
    await only(console);
    const { database, keys } = console;
    const { row, write } = await readGrant(console);
    await write({ expiresAt: 0 });
    const grants = createGrants({
      database,
      keys,
      atlassian: {
        ...unreachable(console.url),
        async refresh() {
          await write({ expiresAt: Date.now() + 3_600_000 });
          throw new GrantEnded('dead');
        },
      },
      isShared: false,
      onEnded: () => Promise.reject(new Error('must not be called')),
    });
    await expect(grants.accessToken(row.id)).rejects.toThrow('changed in this moment');
    expect((await readGrant(console)).row.problem).toBeNull();
    await expect(grants.accessToken(row.id)).resolves.toEqual(expect.any(String));
  });

  test('R11: are not asked for by each call while Atlassian gives none, as long as the old one is good', async () => {
    await using console = await openTestConnections();
    await only(console);
    const { row, write } = await readGrant(console);
    let asked = 0;
    const grants = createGrants({
      database: console.database,
      keys: console.keys,
      atlassian: {
        ...unreachable(console.url),
        refresh() {
          asked++;
          return asked === 1
            ? Promise.resolve({
                accessToken: 'a',
                refreshToken: 'r',
                expiresAt: Date.now() + 60_000,
              })
            : Promise.reject(new NotUsable(502, 'away'));
        },
      },
      isShared: false,
      onEnded: () => Promise.reject(new Error('must not be called')),
    });
    await write({ expiresAt: 0 });
    for (let call = 0; call < 5; call++) expect(await grants.accessToken(row.id)).toBe('a');
    expect(asked).toBe(2);
  });

  test('that are renewed in the moment of removal are not kept', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    const { row, write } = await readGrant(console);
    await write({ expiresAt: 0 });
    const grants = createGrants({
      database: console.database,
      keys: console.keys,
      atlassian: {
        ...unreachable(console.url),
        async refresh() {
          await console.send('DELETE', `/api/connections/${id}`);
          return { accessToken: 'a', refreshToken: 'r', expiresAt: Date.now() + 3_600_000 };
        },
      },
      isShared: false,
      onEnded: () => Promise.reject(new Error('must not be called')),
    });
    await expect(grants.accessToken(row.id)).rejects.toThrow('was removed');
    await expect(grants.accessToken(row.id)).rejects.toThrow('was removed');
  });

  test('lost between their renewal and the store are had again, within the leeway', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    const { write } = await readGrant(console);
    await write({ expiresAt: 0 });
    expect((await list(console, id)).status).toBe(200);
    // As a process leaves it that died before it could store what it was given.
    await write({ expiresAt: 0 });
    await using after = await openAnother(console);
    expect((await list(after, id)).status).toBe(200);
    expect(tokenCalls(console)).toBe(3);
  });

  test('outlive the console, and lie in its store encrypted', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    const { row, tokens } = await readGrant(console);
    for (const token of Object.values(tokens)) expect(row.secret).not.toContain(String(token));
    await using after = await openAnother(console);
    expect((await list(after, id)).status).toBe(200);
    expect(tokenCalls(console)).toBe(1);
  });

  test('can’t be renewed while Atlassian is away: the old one is used as long as it is good', async () => {
    await using console = await openTestConnections();
    const id = await only(console);
    await using after = await openTestConnections(
      {
        ATLASSIAN_AUTH_URL: 'http://127.0.0.1:1',
        ATLASSIAN_API_URL: `${console.url}/sandbox/api`,
      },
      console.place,
    );
    expect((await list(after, id)).status).toBe(200);
    await (await readGrant(console)).write({ expiresAt: 0 });
    await using late = await openTestConnections(
      { ATLASSIAN_AUTH_URL: 'http://127.0.0.1:1' },
      console.place,
    );
    const answer = await list(late, id);
    expect([answer.status, answer.text]).toEqual([
      502,
      expect.stringContaining('could not be reached'),
    ]);
    // Passing, so nobody is asked to sign in.
    const [summary] = connectionSummaries.parse(await late.read('/api/connections'));
    expect(summary?.problem).toBeUndefined();
  });
});
