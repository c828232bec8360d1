import type { Kysely, Transaction } from 'kysely';
import type { ArchiveGap } from '../../jira/failures.ts';
import { hour } from '../../sandbox/clock.ts';
import type { Tables } from '../store/tables.ts';

/** How far the reading of one connection's failures has come. Times are the site's own. */
export interface Reading {
  /** Everything up to this failure time was read. */
  cursor: number;
  /** When the end of what Jira had was last reached. */
  readAt: number | null;
}

/** "After 72 hours the failure may no longer be returned" (OpenAPI, getFailedWebhooks). */
const rememberedMs = 72 * hour;

export async function findReading(
  database: Kysely<Tables>,
  connectionId: string,
): Promise<Reading | undefined> {
  const row = await database
    .selectFrom('archive_readings')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return row && { cursor: row.cursor, readAt: row.read_at };
}

export async function saveReading(
  transaction: Transaction<Tables>,
  connectionId: string,
  { cursor, readAt }: Reading,
): Promise<void> {
  const values = { cursor, read_at: readAt };
  await transaction
    .insertInto('archive_readings')
    .values({ connection_id: connectionId, ...values })
    .onConflict((conflict) => conflict.column('connection_id').doUpdateSet(values))
    .execute();
}

/** What was forgotten between the last reading and one that begins at `now`, if anything was. */
export function gapBefore(last: Reading | undefined, now: number): ArchiveGap | undefined {
  if (!last || last.readAt === null) return undefined;
  const from = Math.max(last.readAt, last.cursor);
  const to = now - rememberedMs;
  return to > from ? { from, to } : undefined;
}

export async function saveGap(
  transaction: Transaction<Tables>,
  connectionId: string,
  { from, to }: ArchiveGap,
): Promise<void> {
  await transaction
    .insertInto('archive_gaps')
    .values({ connection_id: connectionId, from_time: from, to_time: to })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those that touch the time from `from` to `to`, the oldest first. */
export async function listGaps(
  database: Kysely<Tables>,
  connectionId: string,
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): Promise<ArchiveGap[]> {
  const rows = await database
    .selectFrom('archive_gaps')
    .select(['from_time', 'to_time'])
    .where('connection_id', '=', connectionId)
    .where('to_time', '>', from)
    .where('from_time', '<', to)
    .orderBy('from_time')
    .execute();
  return rows.map(({ from_time, to_time }) => ({ from: from_time, to: to_time }));
}
