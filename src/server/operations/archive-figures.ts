import type { Kysely } from 'kysely';
import type { Clock } from '../../sandbox/clock.ts';
import type { Connection } from '../connections/connection.ts';
import type { Tables } from '../store/tables.ts';
import type { Metrics } from './metrics.ts';
import { sum, tellFigures } from './per-connection.ts';

/** What the store says of the archive: the same on every console that shares it. */
export async function measureArchive(
  database: Kysely<Tables>,
  connections: readonly Connection[],
  clock: Clock,
  { archived, pollLag }: Metrics,
): Promise<void> {
  const counts = await database
    .selectFrom('failure_hours')
    .select(({ fn }) => ['connection_id', fn.sum<number | string>('count').as('count')])
    .groupBy('connection_id')
    .execute();
  const readings = await database
    .selectFrom('archive_readings')
    .select(['connection_id', 'read_at'])
    .execute();
  const countOf = new Map(counts.map(({ connection_id: id, count }) => [id, count]));
  const readAtOf = new Map(readings.map(({ connection_id: id, read_at: at }) => [id, at]));
  const counted = connections.map(({ id }) => ({
    connection: id,
    value: Number(countOf.get(id) ?? 0),
  }));
  const lags = connections.flatMap(({ id, isPaused, clock: siteClock = clock }) => {
    const readAt = readAtOf.get(id);
    // Paused, it lags on purpose.
    if (typeof readAt !== 'number' || isPaused) return [];
    return [{ connection: id, value: Math.max(0, siteClock.now() - readAt) / 1000 }];
  });
  tellFigures(archived, counted, sum, connections);
  tellFigures(pollLag, lags, Math.max, connections);
}
