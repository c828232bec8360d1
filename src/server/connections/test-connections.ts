/** A console with a sandbox that is reached over HTTP, as any other site. For tests. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { sandboxClientId } from '../../sandbox/authorization/sites.ts';
import { sandboxClientSecret } from '../../sandbox/identity.ts';
import { openSandbox } from '../../sandbox/sandbox.ts';
import { memoryStorage } from '../../sandbox/storage.ts';
import { createTestApp } from '../test-signed-in.ts';
import { readConfiguration, type Environment } from '../configuration.ts';
import { listen } from '../http/http-server.ts';
import { makeStorePlace } from '../store/test-store.ts';
import { testTimer } from '../archive/test-archive.ts';
import { openConnections } from './open-connections.ts';

export const testKey = randomBytes(32).toString('base64');

type Place = Awaited<ReturnType<typeof makeStorePlace>>;

/** On a store of its own, or on one that another test console used before. */
export async function openTestConnections(environment: Environment = {}, given?: Place) {
  const place = given ?? (await makeStorePlace());
  const store = await place.open();
  const log: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  const time = { now: Date.now() };
  const clock = { now: () => time.now };
  const sandbox = await openSandbox({ storage: memoryStorage() });
  const served: { app: ReturnType<typeof createTestApp> | undefined } = { app: undefined };
  const server = await listen(
    (request, bindings) =>
      served.app?.fetch(request, bindings) ?? new Response(null, { status: 503 }),
    { host: '127.0.0.1', port: 0 },
  );
  const url = `http://127.0.0.1:${server.port}`;
  const configuration = readConfiguration({
    ...place.environment,
    CREDENTIALS_KEY: testKey,
    PRIVATE_SITES: '127.0.0.1',
    OAUTH_CLIENT_ID: sandboxClientId,
    OAUTH_CLIENT_SECRET: sandboxClientSecret,
    ATLASSIAN_AUTH_URL: `${url}/sandbox/auth`,
    ATLASSIAN_API_URL: `${url}/sandbox/api`,
    ...environment,
  });
  const timer = testTimer();
  const opened = await openConnections(configuration, {
    store,
    builtIn: [],
    logger,
    timer,
    watch: (connection) => connection,
  });
  const { connections, keys, oauth } = opened;
  const upstreamTimeoutMs = 2000;
  const { privateSites } = configuration;
  const { database } = store;
  served.app = createTestApp({
    connections,
    upstreamTimeoutMs,
    logger,
    loopbackOnly: true,
    screen: new Map(),
    sandbox,
    connecting: { connections, database, keys, oauth, privateSites, clock, upstreamTimeoutMs },
  });
  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, init);
  const send = (method: string, path: string, body?: unknown) =>
    ask(path, {
      method,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const close = async () => {
    await server.stop();
    await opened.close();
    await sandbox.close();
    await store.close();
  };
  return {
    place,
    database,
    keys,
    isShared: store.replica !== 'file',
    connections,
    oauth,
    timer,
    time,
    log,
    url,
    ask,
    send,
    close,
    siteUrl: `${url}/sandbox`,
    read: async (path: string): Promise<unknown> => (await ask(path)).json(),
    async [Symbol.asyncDispose]() {
      await close();
      if (!given) await place[Symbol.asyncDispose]();
    },
  };
}

export const tenantOf = (siteUrl: string, about: object = {}) => ({
  kind: 'connect',
  name: 'Acme',
  siteUrl,
  appKey: 'sandbox-app',
  sharedSecret: 'sandbox-shared-secret',
  ...about,
});
