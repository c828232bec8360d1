/** The app with what watches over it, on a store of the tests' own. For tests. */
import { fixedConnections } from '../connections/registry.ts';
import { pino } from 'pino';
import { createApp, type AppOptions } from '../app.ts';
import type { Connection } from '../connections/connection.ts';
import { makeStorePlace } from '../store/test-store.ts';
import { watchOperations } from './operations.ts';

interface Given {
  connections: readonly Connection[];
  metricsToken?: string;
}

export async function openTestOperations(
  { connections, metricsToken }: Given,
  options: Partial<AppOptions> = {},
) {
  const place = await makeStorePlace();
  const store = await place.open();
  const log: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  const configuration = {
    dataDirectory: place.environment['DATA_DIR'] ?? '',
    databaseUrl: place.environment['DATABASE_URL'],
    metricsToken,
  };
  const { operations, watch } = watchOperations(store, configuration, logger);
  const app = createApp({
    connections: fixedConnections(connections.map(watch)),
    upstreamTimeoutMs: 1000,
    logger,
    loopbackOnly: true,
    screen: new Map(),
    operations,
    ...options,
  });
  return {
    app,
    log,
    store,
    /** The samples by their whole names, labels included. */
    async samples(): Promise<ReadonlyMap<string, number>> {
      const text = await (await app.request('/metrics')).text();
      return new Map(
        text
          .split('\n')
          .filter((line) => line !== '' && !line.startsWith('#'))
          .map((line) => [
            line.slice(0, line.lastIndexOf(' ')),
            Number(line.slice(line.lastIndexOf(' '))),
          ]),
      );
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await place[Symbol.asyncDispose]();
    },
  };
}
