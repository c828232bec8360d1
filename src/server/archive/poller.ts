import type { Kysely } from 'kysely';
import { JiraError } from '../../jira/errors.ts';
import type { Clock } from '../../sandbox/clock.ts';
import { summarize, type Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/registry.ts';
import { describeError, namesOf, type Logger } from '../log.ts';
import { createSlots, type Slots } from '../slots.ts';
import { storeFailure } from '../store/store-failure.ts';
import type { Tables } from '../store/tables.ts';
import type { Timer } from '../timer.ts';
import { dropLeases, takeLease } from './leases.ts';
import { createPause, type Pause } from './pause.ts';
import { LeaseLost, readConnection } from './read-connection.ts';
import { saidBy, sentenceOf, waitAfter } from './reading-trouble.ts';

export interface PollerOptions {
  connections: Connections;
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
  /**
   * Reads a connection at once rather than at its next turn, and resolves when that is over: `problem` then
   * says how it went. False where this console does not read it. Not while Jira asked to be left alone.
   */
  readNow: (connectionId: string) => Promise<boolean>;
  /** Resolves once the page at hand is kept or given up. */
  stop: () => Promise<void>;
}

/** So few are read as soon as they are there; of more, the others are spread over the interval. */
const readAtOnce = 8;
/** Readings at once of sites that answered last time: they wait for none of the others. */
const mostGood = 64;
/** And of all others. Each may take its whole time in silence, so that it needs more of them. */
const mostOther = 192;

interface Lanes {
  good: Slots;
  other: Slots;
}

/** One connection that is read, and how that goes. */
interface Reader {
  /** As it is now: a person may change it between two readings. */
  connection: Connection;
  stopping: AbortController;
  pause: Pause;
  /** Whether the last reading went well. */
  isGood: boolean;
  problem: string | undefined;
  /** Jira asked for it with `Retry-After`. */
  leftAloneUntil: number;
}

/** Reads each connection that may be read in a loop of its own: slow ones delay no other, however many. */
export function startPoller(options: PollerOptions): Poller {
  const { connections, database, clock, timer, holder, intervalMs } = options;
  const stopping = new AbortController();
  const readers = new Map<string, Reader>();
  const loops = new Set<Promise<void>>();
  const lanes = { good: createSlots(mostGood), other: createSlots(mostOther) };

  const run = async (reader: Reader, firstWaitMs: number, signal: AbortSignal) => {
    if (firstWaitMs > 0) await reader.pause.wait(firstWaitMs, signal);
    await poll(reader, lanes, options, signal);
    // With the console all are given back together.
    if (stopping.signal.aborted) return;
    await dropLeases(database, holder, reader.connection.id).catch(() => {});
  };
  const begin = (connection: Connection, firstWaitMs: number) => {
    const reader: Reader = {
      connection,
      stopping: new AbortController(),
      pause: createPause(timer),
      isGood: false,
      problem: undefined,
      leftAloneUntil: 0,
    };
    readers.set(connection.id, reader);
    const signal = AbortSignal.any([stopping.signal, reader.stopping.signal]);
    const loop: Promise<void> = run(reader, firstWaitMs, signal).finally(() => loops.delete(loop));
    loops.add(loop);
  };
  const followChanges = () => {
    const toRead = new Map(
      connections
        .list()
        .filter(isRead)
        .map((connection) => [connection.id, connection]),
    );
    for (const [id, reader] of readers) {
      const connection = toRead.get(id);
      if (connection) reader.connection = connection;
      else {
        readers.delete(id);
        reader.stopping.abort();
      }
    }
    const added = [...toRead.values()].filter(({ id }) => !readers.has(id));
    for (const [index, connection] of added.entries()) {
      begin(connection, index < readAtOnce ? 0 : (index / added.length) * intervalMs);
    }
  };
  const endFollowing = intervalMs === 0 ? () => {} : connections.onChange(followChanges);
  if (intervalMs > 0) followChanges();
  return {
    problem: (connectionId) => readers.get(connectionId)?.problem,
    async readNow(connectionId) {
      const reader = readers.get(connectionId);
      if (!reader || stopping.signal.aborted) return false;
      if (reader.leftAloneUntil <= clock.now()) await reader.pause.cut();
      return true;
    },
    async stop() {
      endFollowing();
      stopping.abort();
      await Promise.all(loops);
      if (readers.size > 0) await dropLeases(database, holder).catch(() => {});
    },
  };
}

const isRead = (connection: Connection) =>
  summarize(connection).canListFailed && !connection.isPaused;

async function poll(
  reader: Reader,
  lanes: Lanes,
  options: PollerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { pause } = reader;
  const { database, clock, logger, holder, intervalMs, timeoutMs } = options;
  const connectionId = reader.connection.id;
  // Longer than anything between two renewals takes, so that only a dead holder loses it.
  const leaseMs = 2 * (intervalMs + timeoutMs);
  const lease = (until: number) => ({ connectionId, holder, until });
  const round = async (): Promise<void> => {
    const now = clock.now();
    if (!(await takeLease(database, lease(now + leaseMs), now))) return;
    await readConnection({ ...options, connection: reader.connection, leaseMs, signal });
  };
  let failures = 0;
  while (!signal.aborted) {
    let waitMs = intervalMs;
    let end = () => {};
    try {
      await lanes[reader.isGood ? 'good' : 'other'].within(signal, () => {
        end = pause.begin();
        return round();
      });
      failures = 0;
      reader.isGood = true;
      reader.problem = undefined;
    } catch (error) {
      reader.isGood = false;
      if (!signal.aborted && !(error instanceof LeaseLost)) {
        // Our own store is not spared by asking it less often, and time lost may be what Jira forgets.
        if (storeFailure(error) === undefined) waitMs = waitAfter(error, failures++, intervalMs);
        reader.problem = sentenceOf(error);
        reader.leftAloneUntil = clock.now() + saidBy(error);
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
    end();
    // Who asked in the meantime is not worth a reading that Jira asked not to be made.
    if (reader.leftAloneUntil > clock.now()) pause.begin()();
    await pause.wait(waitMs, signal);
  }
  pause.begin()();
}
