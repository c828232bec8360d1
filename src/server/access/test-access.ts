/** The console with log-in on a store of its own, called without a socket. For tests. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createApp, type AppOptions } from '../app.ts';
import type { Connection } from '../connections/connection.ts';
import { fixedConnections } from '../connections/registry.ts';
import type { IngestTokens } from '../archive/ingest-tokens.ts';
import { makeStorePlace } from '../store/test-store.ts';
import { systemNetwork } from '../outbound/network.ts';
import { startResending } from '../resend/resending.ts';
import { emptyPage, testConnection } from '../test-app.ts';
import type { Role } from '../../jira/access.ts';
import { openAccessBy } from './access.ts';
import { sessionsIn } from './sessions.ts';
import { readAccessSettings } from './settings.ts';

export const testMetricsToken = 'a-token-for-metrics-of-the-environment';
export const publicOrigin = 'https://console.test';

export const oidcEnvironment = {
  PUBLIC_URL: publicOrigin,
  OIDC_ISSUER: 'https://provider.test',
  OIDC_CLIENT_ID: 'console',
  OIDC_CLIENT_SECRET: randomBytes(16).toString('hex'),
};

interface TestAccessOptions {
  environment?: Record<string, string>;
  ingestTokens?: IngestTokens;
  fetch?: Connection['fetch'];
  /** A store that is there already: another replica's. */
  place?: Awaited<ReturnType<typeof makeStorePlace>>;
}

export async function openTestAccess(options: TestAccessOptions = {}) {
  const { environment = oidcEnvironment, ingestTokens = new Map() } = options;
  const place = options.place ?? (await makeStorePlace());
  const store = await place.open();
  const { database, replica } = store;
  const time = { now: Date.UTC(2026, 2, 2, 8, 30) };
  const clock = { now: () => time.now };
  const log: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  const calls: Request[] = [];
  const fetch: Connection['fetch'] = (request) => {
    calls.push(request);
    return options.fetch?.(request) ?? Promise.resolve(new Response(emptyPage));
  };
  const connections = fixedConnections([
    testConnection(fetch),
    { ...testConnection(fetch), id: 'other' },
  ]);
  const settings = readAccessSettings(environment, '127.0.0.1');
  const access = openAccessBy({
    settings,
    database,
    clock,
    logger,
    ingestTokens,
    metricsToken: testMetricsToken,
  });
  const resending = await startResending({
    database,
    replica,
    clock,
    network: systemNetwork,
    allowedHosts: new Set(),
    timeoutMs: 1000,
  });
  const appOptions: AppOptions = {
    connections,
    upstreamTimeoutMs: 1000,
    logger,
    loopbackOnly: settings.kind === 'none',
    access,
    sandbox: { fetch: () => Promise.resolve(new Response('{}')) },
    screen: new Map(),
    archive: {
      database,
      clock,
      keptDays: 90,
      tokens: ingestTokens,
      loopbackOnly: settings.kind === 'none',
      problem: () => undefined,
      readNow: () => Promise.resolve(true),
    },
    resend: { database, resending },
  };
  const app = createApp(appOptions);
  const sessions = sessionsIn(database, clock);
  const origin = settings.kind === 'none' ? 'http://localhost' : settings.publicUrl.origin;
  return {
    app,
    calls,
    log,
    place,
    sessions,
    time,
    request: async (path: string, init?: RequestInit) =>
      app.request(new Request(origin + path, init)),
    /** The header of somebody who signed in. */
    async signedIn(role: Role): Promise<{ cookie: string }> {
      const id = await sessions.open({ name: `A ${role}`, role });
      return { cookie: `${origin.startsWith('https') ? '__Host-' : ''}session=${id}` };
    },
    async [Symbol.asyncDispose]() {
      await resending.stop();
      await store.close();
      if (!options.place) await place[Symbol.asyncDispose]();
    },
  };
}
