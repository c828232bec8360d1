/** S6: one secret of each kind there is, on a console with log-in, looked for wherever anything is written. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { sessionAt, startTestProvider } from '../access/test-provider.ts';
import type { ConsoleProcess } from '../console-process.ts';
import { isPostgres, type StorePlace } from '../store/test-store.ts';
import { freePort } from '../test-free-port.ts';
import { foundIn, planted } from '../test-planted.ts';
import { signIn } from './oauth/sign-in.ts';
import { tenantOf } from './test-connections.ts';
import { openTestSites } from './test-sites.ts';

async function openPlanted() {
  const port = await freePort();
  const provider = await startTestProvider([`http://127.0.0.1:${port}`]);
  const environment = {
    ...provider.environment,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SANDBOX: 'on',
    INGEST_TOKENS: `sandbox=${planted()}`,
    METRICS_TOKEN: planted(),
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    CREDENTIALS_KEY_OLD: randomBytes(32).toString('base64'),
  };
  const sites = await openTestSites(environment);
  const databasePassword = planted();
  const withPassword = new URL(sites.place.environment['DATABASE_URL'] ?? 'postgres://none');
  withPassword.password = databasePassword;
  const console = await sites.start(isPostgres ? { DATABASE_URL: withPassword.href } : {});
  return {
    provider,
    sites,
    console,
    secrets: {
      'client secret of the OAuth app': sites.clientSecret,
      'client secret of the provider': provider.environment['OIDC_CLIENT_SECRET'] ?? '',
      INGEST_TOKENS: environment.INGEST_TOKENS.slice('sandbox='.length),
      METRICS_TOKEN: environment.METRICS_TOKEN,
      CREDENTIALS_KEY: environment.CREDENTIALS_KEY,
      CREDENTIALS_KEY_OLD: environment.CREDENTIALS_KEY_OLD,
      'password of the database': databasePassword,
    },
    async [Symbol.asyncDispose]() {
      await console[Symbol.asyncDispose]();
      await sites[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

/** Remembers all that the console says to whoever asks. */
function listenTo({ url }: ConsoleProcess) {
  const told: string[] = [];
  return {
    told,
    call: async (headers: Record<string, string>, method: string, path: string, body?: string) => {
      const response = await fetch(url + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      told.push(JSON.stringify([...response.headers]), text);
      return text;
    },
  };
}

const idIn = (text: string) => (JSON.parse(text) as { id: string }).id;

test('S6: a secret of each kind is in no answer, error, log, export, metric or file of the store', async () => {
  await using planting = await openPlanted();
  const { console, sites, provider } = planting;
  const session = await sessionAt(provider, console.url, 'admin');
  const viewer = await sessionAt(provider, console.url, 'viewer');
  const { told, call } = listenTo(console);
  const admin = { cookie: session };
  const [sharedSecret, imported, wrong] = [planted(), planted(), planted()];

  const [oauthId = ''] = await signIn(console, { session });
  const siteUrl = `${sites.sandbox.url}/sandbox`;
  const tenant = JSON.stringify(tenantOf(siteUrl, { sharedSecret }));
  const id = idIn(await call(admin, 'POST', '/api/connections', tenant));
  for (const body of [
    tenant,
    `{"kind":"connect","sharedSecret":"${sharedSecret}"}`,
    `{"sharedSecret":"${sharedSecret}`,
    JSON.stringify(tenantOf(`http://192.0.2.1/${sharedSecret}`, { sharedSecret: 1 })),
  ]) {
    await call(admin, 'POST', '/api/connections', body);
  }
  const lines = `${JSON.stringify(tenantOf('https://b.example', { sharedSecret: imported }))}\n{"${imported}`;
  expect(await call(admin, 'POST', '/api/connections/import', lines)).toContain('"added":1');

  // Shown once, to whoever made it: that answer is the one place where it belongs.
  const made = await fetch(`${console.url}/api/tokens`, {
    method: 'POST',
    headers: admin,
    body: `{"name":"command line","scope":"webhooks","connection":"${id}"}`,
  });
  const { token, id: tokenId } = (await made.json()) as { token: string; id: string };
  const { INGEST_TOKENS, METRICS_TOKEN } = planting.secrets;
  const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` });
  const record = `[{"id":"a","url":"https://hooks.acme.example","failureTime":${Date.now()},"body":"{}"}]`;
  const failures = '/api/connections/sandbox/failures';
  const asProgram = (shown: string, method: string, path: string, body?: string) =>
    call(bearer(shown), method, path, body);
  await asProgram(token, 'GET', `/api/connections/${id}/rest/api/3/webhook`);
  await asProgram(token, 'GET', '/api/tokens');
  expect(await asProgram(INGEST_TOKENS, 'POST', failures, record)).toContain('"accepted":1');
  await asProgram(INGEST_TOKENS, 'POST', failures, `[{"id":"${INGEST_TOKENS}`);
  expect(await asProgram(METRICS_TOKEN, 'GET', '/metrics')).toContain('console_requests_total');
  await asProgram(wrong, 'GET', '/metrics');
  await call({ cookie: `session=${wrong}` }, 'GET', '/api/me');
  await call({}, 'GET', `/access/callback?code=${wrong}&state=${wrong}`);
  await call(admin, 'GET', `/api/oauth/callback?code=${wrong}&state=${wrong}`);

  for (const each of [id, oauthId, 'sandbox']) {
    const base = `/api/connections/${each}`;
    for (const cookie of [session, viewer]) {
      await call({ cookie }, 'POST', `${base}/test`);
      await call({ cookie }, 'PATCH', base, '{"name":"Renamed"}');
      for (const path of reading) await call({ cookie }, 'GET', `${base}/${path}`);
    }
  }
  for (const path of [
    '/api/connections',
    '/api/tokens',
    '/api/me',
    '/readyz',
    '/sandbox/control',
  ]) {
    await call(admin, 'GET', path);
  }
  await call(admin, 'GET', '/metrics');
  await call(admin, 'DELETE', `/api/tokens/${tokenId}`);

  const { seen } = sites.gatekeeper;
  const secrets = {
    ...planting.secrets,
    'shared secret': sharedSecret,
    'imported shared secret': imported,
    'machine token': token,
    'wrong token': wrong,
    session: session.split('=')[1] ?? '',
    'session of a viewer': viewer.split('=')[1] ?? '',
    ...Object.fromEntries(seen.map((secret, nth) => [`access or refresh token ${nth}`, secret])),
  };
  expect(seen.length).toBeGreaterThanOrEqual(2);
  const log = console.stdout() + console.stderr();
  const stored = await storedBytes(sites.place);
  expect(stored).toContain(id);
  expect(log).toContain('"path":"/api/connections/import"');
  expect(foundIn(told.join('\n'), secrets)).toEqual([]);
  expect(foundIn(log, secrets)).toEqual([]);
  expect(foundIn(stored, secrets)).toEqual([]);

  for (const each of [id, oauthId]) await call(admin, 'DELETE', `/api/connections/${each}`);
  const store = await sites.place.open();
  const left = await store.database.selectFrom('connections').select('site_url').execute();
  expect(left.map((row) => row.site_url)).toEqual(['https://b.example']);
  expect(await store.database.selectFrom('oauth_grants').select('id').execute()).toEqual([]);
  await store.close();
});

const reading = [
  'rest/api/3/webhook',
  'rest/api/3/webhook/failed',
  'failures',
  'failures/status',
  'failures/groups?by=url',
  'failures/export?format=ndjson',
  'failures/export?format=csv',
  'failures/a/1/body',
  'failures/a/1/attempts',
];

test('S6: what looks for secrets finds each, however it is spelt', () => {
  const secret = planted();
  const spelt = [
    secret,
    ...['', 'x', 'xx'].map((text) => btoa(`${text}${secret}`)),
    encodeURIComponent(secret),
  ];
  for (const text of spelt) expect(foundIn(`{"a":"${text}"}`, { secret })).toEqual(['secret']);
  expect(foundIn(Buffer.from(secret).toString('hex'), { secret })).toEqual(['secret']);
  expect(foundIn(planted(), { secret })).toEqual([]);
});

/** Everything that lies in the store, as it lies there. */
async function storedBytes({ environment, open }: StorePlace): Promise<string> {
  if (!isPostgres) {
    const directory = environment['DATA_DIR'] ?? '';
    const names = await readdir(directory);
    const texts = names.map((name) => readFile(join(directory, name), 'latin1'));
    return (await Promise.all(texts)).join('\n');
  }
  const { database, close } = await open();
  const tables = await database.introspection.getTables();
  const rows = await Promise.all(
    tables.map(({ name }) =>
      sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(database),
    ),
  );
  await close();
  const values = rows.flatMap((table) => table.rows).flatMap((row) => Object.values(row));
  return values
    .map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
    )
    .join('\n');
}
