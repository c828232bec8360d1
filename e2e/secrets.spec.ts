/** What the browser is given, shows and keeps, on a console that holds a secret of each kind. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright/test';
import { openGatekeeper } from '../src/server/connections/test-gatekeeper.ts';
import { foundIn, planted } from '../src/server/test-planted.ts';
import { sandboxApp, sandboxClientSecret, sandboxToken } from '../src/sandbox/identity.ts';
import { startConsole } from './console-process.ts';
import { expect, test } from './fixtures.ts';
import { nameOneself, startGuardedConsole } from './guarded-console.ts';

const environment = {
  INGEST_TOKENS: `sandbox=${planted()}`,
  METRICS_TOKEN: planted(),
  CREDENTIALS_KEY: randomBytes(32).toString('base64'),
  OAUTH_CLIENT_ID: 'sandbox-client',
  OAUTH_CLIENT_SECRET: sandboxClientSecret,
};

/** What a script of the page could read, and what the browser holds on its disk. */
async function keptBy(page: Page): Promise<string> {
  const kept = await page.evaluate(async () => {
    const request = <Result>(asked: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        asked.addEventListener('success', () => resolve(asked.result));
        asked.addEventListener('error', () => reject(new Error('unreadable')));
      });
    const databases = await Promise.all(
      (await indexedDB.databases()).map(async ({ name = '' }) => {
        const database = await request(indexedDB.open(name));
        const stores = [...database.objectStoreNames];
        const all = stores.map((store) =>
          request(database.transaction(store).objectStore(store).getAll()),
        );
        return [name, await Promise.all(all)];
      }),
    );
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        const answers = await cache.matchAll();
        return Promise.all(answers.map((answer) => answer.text()));
      }),
    );
    return [
      document.documentElement.outerHTML,
      document.cookie,
      location.href,
      window.name,
      history.state,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      databases,
      cached,
      performance.getEntries().map(({ name }) => name),
    ];
  });
  return JSON.stringify(kept);
}

/** Everything that the browser is told, and all that a page logs. */
function listenTo(page: Page): { told: () => Promise<string> } {
  const texts: Promise<string>[] = [];
  page.on('console', (message) => texts.push(Promise.resolve(message.text())));
  page.on('pageerror', (error) => texts.push(Promise.resolve(String(error))));
  page.on('response', (response) => {
    const { 'set-cookie': _, ...headers } = response.headers();
    texts.push(Promise.resolve(JSON.stringify(headers)));
    // A redirect has no body, and one that was left behind can't be had any more.
    texts.push(response.text().catch(() => ''));
  });
  return { told: async () => (await Promise.all(texts)).join('\n') };
}

test('S6: none of the secrets is in what is built, shown, or kept in the browser', async ({
  page,
}) => {
  const site = await startConsole();
  await using gatekeeper = await openGatekeeper(site.address);
  const guarded = await startGuardedConsole({
    ...environment,
    ATLASSIAN_AUTH_URL: `${gatekeeper.url}/auth`,
    ATLASSIAN_API_URL: `${gatekeeper.url}/api`,
    PRIVATE_SITES: '127.0.0.1',
  });
  const { address } = guarded.console;
  const sharedSecret = planted();
  const { told } = listenTo(page);
  const kept: string[] = [];

  await page.goto(address);
  await nameOneself(page, 'admin');
  await expect(page.getByRole('banner').first()).toContainText('Robin the admin');
  const send = async (path: string, data: object) => {
    const response = await page.request.post(address + path, { data });
    expect(response.ok()).toBe(true);
    return (await response.json()) as { id: string; token: string };
  };
  const { id } = await send('/api/connections', {
    kind: 'connect',
    name: 'Acme',
    siteUrl: `${site.address}/sandbox`,
    appKey: 'sandbox-app',
    sharedSecret,
  });
  const asked = { name: 'command line', scope: 'webhooks', connection: 'sandbox' };
  const { token } = await send('/api/tokens', asked);

  await page.goto(`${address}/api/oauth/start`);
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.waitForURL(/connected=/);
  const oauthId = new URL(page.url()).searchParams.get('connected') ?? '';
  expect(gatekeeper.seen.length).toBeGreaterThanOrEqual(2);

  const screens = ['webhooks', 'webhooks/new', 'webhooks/import', 'failures', 'settings'];
  const paths = [
    '/',
    '/connect',
    '/tokens',
    '/payloads',
    ...screens.map((screen) => `/${id}/${screen}`),
    ...['webhooks', 'settings'].map((screen) => `/${oauthId}/${screen}`),
  ];
  for (const path of paths) {
    await page.goto(address + path);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    kept.push(await keptBy(page));
  }

  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === 'session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  expect(cookies.filter(({ httpOnly }) => !httpOnly)).toEqual([]);
  const secrets = {
    'shared secret': sharedSecret,
    'machine token': token,
    session: session?.value ?? '',
    'client secret of the OAuth app': sandboxClientSecret,
    'client secret of the provider': guarded.provider.environment['OIDC_CLIENT_SECRET'] ?? '',
    INGEST_TOKENS: environment.INGEST_TOKENS.slice('sandbox='.length),
    METRICS_TOKEN: environment.METRICS_TOKEN,
    CREDENTIALS_KEY: environment.CREDENTIALS_KEY,
    'shared secret of the sandbox': sandboxApp.sharedSecret,
    'token of the sandbox': sandboxToken,
    ...Object.fromEntries(gatekeeper.seen.map((secret, nth) => [`token ${nth}`, secret])),
  };
  const answers = await told();
  expect(answers.includes(`"id":"${id}"`)).toBe(true);
  expect(foundIn(answers, secrets)).toEqual([]);
  expect(kept.join().includes('Acme')).toBe(true);
  expect(foundIn(kept.join('\n'), secrets)).toEqual([]);
  await guarded.close();
  await site.close();
});

const run = promisify(execFile);
// Its file is not among what the package lets others import.
const vite = join(createRequire(import.meta.url).resolve('vite/package.json'), '../bin/vite.js');

test('S6: nothing of the environment or the server is in the bundle or its source maps', async () => {
  const directory = test.info().outputPath('bundle');
  const secrets = {
    ...environment,
    INGEST_TOKENS: environment.INGEST_TOKENS.slice('sandbox='.length),
    OIDC_CLIENT_SECRET: planted(),
    VITE_OIDC_CLIENT_SECRET: planted(),
    DATABASE_URL: `postgres://console:${planted()}@localhost/console`,
  };
  const { OAUTH_CLIENT_ID: _id, ...told } = secrets;
  const parameters = ['build', '--sourcemap', '--logLevel', 'error', '--outDir', directory];
  await run(process.execPath, [vite, ...parameters], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...secrets },
  });
  const files: { name: string; text: string }[] = [];
  for await (const name of glob('**/*.*', { cwd: directory })) {
    files.push({ name, text: await readFile(join(directory, name), 'utf8') });
  }
  const maps = files.filter(({ name }) => name.endsWith('.map'));
  expect(maps.length).toBeGreaterThan(10);
  const sources = maps.flatMap(({ text }) => (JSON.parse(text) as { sources: string[] }).sources);
  expect(sources.join('\n')).toContain('src/main.tsx');
  expect(sources.filter((source) => /src\/(?:server|sandbox)\//.test(source))).toEqual([]);
  const planting = {
    ...told,
    'shared secret of the sandbox': sandboxApp.sharedSecret,
    'token of the sandbox': sandboxToken,
  };
  expect(
    files.flatMap(({ name, text }) => foundIn(text, planting).map((what) => [name, what])),
  ).toEqual([]);
});
