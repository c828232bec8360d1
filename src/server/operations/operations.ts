import { systemClock } from '../../sandbox/clock.ts';
import type { Configuration } from '../configuration.ts';
import type { Connection } from '../connections/connection.ts';
import type { Logger } from '../log.ts';
import type { Store } from '../store/store.ts';
import { createMetrics } from './metrics.ts';
import { createReadiness } from './readiness.ts';
import type { OperationsOptions } from './routes.ts';
import { watchUpstream } from './watch-upstream.ts';
import { createWebhookCensus } from './webhook-census.ts';

type Watched = Pick<Configuration, 'dataDirectory' | 'databaseUrl' | 'metricsToken'>;

/** What watches over a running console; each connection has to pass through `watch` to be seen. */
export function watchOperations(
  { database }: Pick<Store, 'database'>,
  { dataDirectory, databaseUrl, metricsToken }: Watched,
  logger: Logger,
): { operations: OperationsOptions; watch: (connection: Connection) => Connection } {
  const metrics = createMetrics();
  const census = createWebhookCensus(systemClock);
  const directory = databaseUrl === undefined ? dataDirectory : undefined;
  const readiness = createReadiness({ database, directory, logger });
  return {
    operations: { metrics, census, readiness, database, clock: systemClock, metricsToken },
    watch: (connection) => watchUpstream(connection, { metrics, census }),
  };
}
