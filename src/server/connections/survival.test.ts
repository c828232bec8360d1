import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startConsole } from '../console-process.ts';
import { isPostgres, makeStorePlace, type StorePlace } from '../store/test-store.ts';
import { signIn } from './oauth/sign-in.ts';
import { tenantOf } from './test-connections.ts';

const planted = () => `planted-${randomBytes(12).toString('hex')}`;
const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

/** Between a console and the sandbox of another: sees the tokens, and may act before one is passed on. */
async function openGatekeeper(sandboxUrl: string) {
  const seen: string[] = [];
  const gate = { beforeAnswer: () => Promise.resolve() };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
      const answer = await fetch(`${sandboxUrl}/sandbox${incoming.url}`, {
        method: incoming.method ?? 'GET',
        redirect: 'manual',
        headers: {
          'content-type': incoming.headers['content-type'] ?? 'application/json',
          authorization: incoming.headers.authorization ?? 'none',
        },
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
      });
      const text = await answer.text();
      if (incoming.url === '/auth/oauth/token') {
        seen.push(
          ...[...text.matchAll(/"(?:access|refresh)_token":"([^"]+)"/g)].map(
            ([, found]) => found ?? '',
          ),
        );
        await gate.beforeAnswer();
      }
      outgoing.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'text/plain',
        ...(answer.headers.has('location')
          ? { location: answer.headers.get('location') ?? '' }
          : {}),
      });
      outgoing.end(text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    gate,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openSites() {
  const sandboxPlace = await makeStorePlace();
  const sandbox = await startConsole(sandboxPlace.environment);
  const gatekeeper = await openGatekeeper(sandbox.url);
  const place = await makeStorePlace();
  const clientSecret = 'sandbox-client-secret';
  const environment = {
    ...place.environment,
    SANDBOX: 'off',
    LOG_LEVEL: 'trace',
    OAUTH_CLIENT_ID: 'sandbox-client',
    OAUTH_CLIENT_SECRET: clientSecret,
    ATLASSIAN_AUTH_URL: `${gatekeeper.url}/auth`,
    ATLASSIAN_API_URL: `${gatekeeper.url}/api`,
    PRIVATE_SITES: '127.0.0.1',
  };
  return {
    sandbox,
    gatekeeper,
    place,
    clientSecret,
    start: () => startConsole(environment),
    async [Symbol.asyncDispose]() {
      await gatekeeper[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
      await sandboxPlace[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

test('R13: killed after Atlassian gave new tokens and before they were stored, it goes on with the old ones', async () => {
  await using sites = await openSites();
  await using first = await sites.start();
  const [id] = await signIn(first);
  const path = `/api/connections/${id}/rest/api/3/webhook`;
  expect((await fetch(first.url + path)).status).toBe(200);

  await post(`${sites.sandbox.url}/sandbox/control/grants`, { expire: 'access' });
  sites.gatekeeper.gate.beforeAnswer = async () => {
    first.kill('SIGKILL');
    await first.exit;
  };
  await expect(fetch(first.url + path)).rejects.toThrow('fetch failed');
  sites.gatekeeper.gate.beforeAnswer = () => Promise.resolve();

  await using second = await sites.start();
  expect((await fetch(second.url + path)).status).toBe(200);
  // Sign-in, the renewal that was lost, and the one that was kept.
  expect(sites.gatekeeper.seen).toHaveLength(6);
});

test('S6: secrets are in no answer, log, export or store file, and forgotten with their connection', async () => {
  await using sites = await openSites();
  await using console = await sites.start();
  const [oauthId = ''] = await signIn(console);
  const sharedSecret = planted();
  const imported = planted();
  const told: string[] = [];
  const call = async (method: string, path: string, body?: string) => {
    const response = await fetch(console.url + path, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    told.push(text, JSON.stringify([...response.headers]));
    return text;
  };
  const siteUrl = `${sites.sandbox.url}/sandbox`;
  const tenant = JSON.stringify(tenantOf(siteUrl, { sharedSecret }));
  const { id } = JSON.parse(await call('POST', '/api/connections', tenant)) as { id: string };
  await call('POST', '/api/connections', tenant);
  await call('POST', '/api/connections', `{"kind":"connect","sharedSecret":"${sharedSecret}"}`);
  await call('POST', '/api/connections', `{"sharedSecret":"${sharedSecret}`);
  await call('POST', '/api/connections/import', `{"sharedSecret":"${imported}"}\n{"${imported}`);
  for (const each of [id, oauthId]) {
    const base = `/api/connections/${each}`;
    await call('POST', `${base}/test`);
    await call('PATCH', base, '{"name":"Renamed"}');
    for (const path of [
      'rest/api/3/webhook',
      'failures',
      'failures/status',
      'failures/export?format=ndjson',
    ]) {
      await call('GET', `${base}/${path}`);
    }
  }
  await call('GET', '/api/connections');

  const secrets = [sharedSecret, imported, sites.clientSecret, ...sites.gatekeeper.seen];
  expect(secrets.length).toBeGreaterThanOrEqual(5);
  const stored = await storedBytes(sites.place);
  expect(stored).toContain(id);
  for (const secret of secrets) {
    expect(told.join('\n')).not.toContain(secret);
    expect(console.stdout() + console.stderr()).not.toContain(secret);
    expect(stored).not.toContain(secret);
  }

  for (const each of [id, oauthId]) await call('DELETE', `/api/connections/${each}`);
  const store = await sites.place.open();
  for (const table of ['connections', 'oauth_grants'] as const) {
    expect(await store.database.selectFrom(table).select('id').execute()).toEqual([]);
  }
  await store.close();
});

/** Everything that lies in the store, as it lies there. */
async function storedBytes({ environment, open }: StorePlace): Promise<string> {
  if (isPostgres) {
    const { database, close } = await open();
    const rows = await Promise.all(
      (['connections', 'oauth_grants'] as const).map((table) =>
        database.selectFrom(table).selectAll().execute(),
      ),
    );
    await close();
    return JSON.stringify(rows);
  }
  const directory = environment['DATA_DIR'] ?? '';
  const files = (await readdir(directory)).filter((name) => name !== 'credentials.key');
  const texts = files.map((name) => readFile(join(directory, name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}
