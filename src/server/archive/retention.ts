import type { Kysely } from 'kysely';
import { day, hour } from '../../sandbox/clock.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { Tables } from '../store/tables.ts';

/** Few enough that whoever waits for the store does not notice. */
const batch = 500;

/** What failed before this is no longer kept. Always a whole hour, as the sums are. */
export function keptFrom(now: number, days: number): number {
  const oldest = now - days * day;
  return oldest - (oldest % hour);
}

/** Deletes what failed before `before`, in short transactions, until nothing is left or it is stopped. */
export async function deleteBefore(
  database: Kysely<Tables>,
  connectionId: string,
  before: number,
  signal: AbortSignal,
): Promise<void> {
  // The sums first: cut off in between, rows are left that the next run deletes.
  await database
    .deleteFrom('failure_hours')
    .where('connection_id', '=', connectionId)
    .where('hour', '<', before)
    .execute();
  await database
    .deleteFrom('archive_gaps')
    .where('connection_id', '=', connectionId)
    .where('to_time', '<', before)
    .execute();
  while (!signal.aborted) {
    const oldest = await database
      .selectFrom('failures')
      .select('failure_time')
      .where('connection_id', '=', connectionId)
      .where('failure_time', '<', before)
      .orderBy('failure_time')
      .limit(batch)
      .execute();
    const last = oldest.at(-1);
    if (!last) return;
    await deleteUpTo(database, connectionId, last.failure_time);
  }
}

async function deleteUpTo(
  database: Kysely<Tables>,
  connectionId: string,
  time: number,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    for (const table of [
      'resend_attempts',
      'failure_bodies',
      'failure_webhooks',
      'failures',
    ] as const) {
      await transaction
        .deleteFrom(table)
        .where('connection_id', '=', connectionId)
        .where('failure_time', '<=', time)
        .execute();
    }
  });
}
