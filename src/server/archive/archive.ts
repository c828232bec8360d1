import type { Connections } from '../connections/registry.ts';
import type { Logger } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../../sandbox/clock.ts';
import type { Timer } from '../timer.ts';
import type { ArchiveOptions } from './archive-options.ts';
import type { IngestTokens } from './ingest-tokens.ts';
import { startPoller } from './poller.ts';
import { startRetention } from './retention-loop.ts';

export interface Archiving {
  store: Store;
  connections: Connections;
  clock: Clock;
  timer: Timer;
  logger: Logger;
  keptDays: number;
  pollIntervalMs: number;
  upstreamTimeoutMs: number;
  tokens: IngestTokens;
  loopbackOnly: boolean;
}

/** Starts to read and to tidy up; `options` is what its addresses are served from. */
export function startArchive(archiving: Archiving): {
  options: ArchiveOptions;
  stop: () => Promise<void>;
} {
  const { store, pollIntervalMs, upstreamTimeoutMs, ...rest } = archiving;
  const { database, replica } = store;
  const poller = startPoller({
    ...rest,
    database,
    holder: replica,
    intervalMs: pollIntervalMs,
    timeoutMs: upstreamTimeoutMs,
  });
  const retention = startRetention({ ...rest, database });
  return {
    options: { ...rest, database, problem: poller.problem, readNow: poller.readNow },
    async stop() {
      await Promise.all([poller.stop(), retention.stop()]);
    },
  };
}
