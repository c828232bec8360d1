import type { Kysely } from 'kysely';
import { hour, type Clock } from '../../sandbox/clock.ts';
import { describeError, type Logger } from '../log.ts';
import type { Tables } from '../store/tables.ts';
import type { Timer } from '../timer.ts';
import { deleteBefore, keptFrom } from './retention.ts';

export interface RetentionOptions {
  database: Kysely<Tables>;
  clock: Clock;
  timer: Timer;
  logger: Logger;
  keptDays: number;
}

/** Deletes what is past its time every hour, of all connections, those that are configured no more too. */
export function startRetention(options: RetentionOptions): { stop: () => Promise<void> } {
  const { database, clock, timer, logger, keptDays } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async () => {
    while (!signal.aborted) {
      try {
        await deleteExpired(database, keptFrom(clock.now(), keptDays), signal);
      } catch (error) {
        logger.error(describeError(error), 'expired failures not deleted');
      }
      await timer.wait(hour, signal);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function deleteExpired(
  database: Kysely<Tables>,
  before: number,
  signal: AbortSignal,
): Promise<void> {
  const connections = await database
    .selectFrom('failures')
    .select('connection_id')
    .distinct()
    .execute();
  for (const { connection_id } of connections) {
    await deleteBefore(database, connection_id, before, signal);
  }
}
