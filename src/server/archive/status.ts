import type { Kysely } from 'kysely';
import type { ArchiveStatus } from '../../jira/failures.ts';
import { summarize, type Connection } from '../connections/connection.ts';
import type { Tables } from '../store/tables.ts';
import type { ArchiveOptions } from './archive-options.ts';
import { findReading, listGaps } from './readings.ts';

export async function readStatus(
  connection: Connection,
  { database, clock, keptDays, problem }: ArchiveOptions,
): Promise<ArchiveStatus> {
  const reading = await findReading(database, connection.id);
  const failures = database.selectFrom('failures').where('connection_id', '=', connection.id);
  // Each by its own: together they would read every row, one by one the index has them.
  const ends = await failures
    .select(({ fn }) => [fn.min('failure_time').as('oldest')])
    .executeTakeFirst();
  const newest = await failures
    .select(({ fn }) => [fn.max('failure_time').as('newest')])
    .executeTakeFirst();
  const hours = await database
    .selectFrom('failure_hours')
    .where('connection_id', '=', connection.id)
    .select('count')
    .execute();
  return {
    now: (connection.clock ?? clock).now(),
    source: summarize(connection).canListFailed ? 'reading' : 'handed-in',
    readAt: reading?.readAt ?? null,
    problem: problem(connection.id) ?? null,
    gaps: await listGaps(database, connection.id),
    total: hours.reduce((sum, { count }) => sum + count, 0),
    oldest: ends?.oldest ?? null,
    newest: newest?.newest ?? null,
    archivedAt: await latestArrival(database, connection.id),
    keptDays,
  };
}

/** When the latest of a connection's failures was archived. */
export async function latestArrival(
  database: Kysely<Tables>,
  connectionId: string,
): Promise<number | null> {
  const latest = await database
    .selectFrom('failures')
    .where('connection_id', '=', connectionId)
    .select(({ fn }) => [fn.max('archived_at').as('archivedAt')])
    .executeTakeFirst();
  return latest?.archivedAt ?? null;
}
