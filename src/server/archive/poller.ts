import type { Kysely } from 'kysely';
import { JiraError } from '../../jira/errors.ts';
import type { Clock } from '../../sandbox/clock.ts';
import { summarize, type Connection } from '../connections.ts';
import { describeError, namesOf, type Logger } from '../log.ts';
import { storeFailure } from '../store/store-failure.ts';
import type { Tables } from '../store/tables.ts';
import type { Timer } from '../timer.ts';
import { dropLease, takeLease } from './leases.ts';
import { LeaseLost, readConnection } from './read-connection.ts';

export interface PollerOptions {
  connections: readonly Connection[];
  database: Kysely<Tables>;
  clock: Clock;
  timer: Timer;
  logger: Logger;
  /** Names this console among those that share the store. */
  holder: string;
  intervalMs: number;
  timeoutMs: number;
}

export interface Poller {
  /** Why the last attempt failed, in a sentence; undefined where it did not. */
  problem: (connectionId: string) => string | undefined;
  /** Resolves once the page at hand is kept or given up. */
  stop: () => Promise<void>;
}

const longestBackOff = 30 * 60_000;

/** Reads each connection that may be read in a loop of its own: a slow one delays no other. */
export function startPoller(options: PollerOptions): Poller {
  const stopping = new AbortController();
  const problems = new Map<string, string>();
  const readable = options.connections.filter(
    (connection) => summarize(connection).canListFailed && options.intervalMs > 0,
  );
  const loops = readable.map((connection) => poll(connection, options, problems, stopping.signal));
  return {
    problem: (connectionId) => problems.get(connectionId),
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function poll(
  connection: Connection,
  options: PollerOptions,
  problems: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock, timer, logger, holder, intervalMs, timeoutMs } = options;
  const connectionId = connection.id;
  // Longer than anything between two renewals takes, so that only a dead holder loses it.
  const leaseMs = 2 * (intervalMs + timeoutMs);
  const lease = (until: number) => ({ connectionId, holder, until });
  const round = async (): Promise<void> => {
    const now = clock.now();
    if (!(await takeLease(database, lease(now + leaseMs), now))) return;
    await readConnection({ ...options, connection, leaseMs, signal });
  };
  let failures = 0;
  while (!signal.aborted) {
    let waitMs = intervalMs;
    try {
      await round();
      failures = 0;
      problems.delete(connectionId);
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof LeaseLost)) {
        // Our own store is not spared by asking it less often, and time lost may be what Jira forgets.
        if (storeFailure(error) === undefined) waitMs = waitAfter(error, failures++, intervalMs);
        problems.set(connectionId, sentenceOf(error));
        const about =
          error instanceof JiraError
            ? { kind: error.kind, status: error.status, cause: namesOf(error) }
            : describeError(error);
        logger.warn({ connection: connectionId, waitMs, ...about }, 'failures not read');
        // Asked to wait, nobody else on this store may ask in the meantime either.
        const until = clock.now() + waitMs + leaseMs;
        await takeLease(database, lease(until), clock.now()).catch(() => false);
      }
    }
    await timer.wait(waitMs, signal);
  }
  await dropLease(database, { connectionId, holder }).catch(() => {});
}

/** What `Retry-After` says, else twice as long after each failure. Never sooner than usual. */
function waitAfter(error: unknown, failures: number, intervalMs: number): number {
  const said = error instanceof JiraError ? (error.retryAfterMs ?? 0) : 0;
  const ownWait = Math.min(intervalMs * 2 ** Math.min(failures, 20), longestBackOff);
  return Math.max(said, intervalMs, ownWait);
}

function sentenceOf(error: unknown): string {
  if (error instanceof JiraError) {
    return error.kind === 'unreachable' ? 'The site could not be reached.' : error.message;
  }
  return storeFailure(error) ?? 'The console could not read the failures: its log tells why.';
}
