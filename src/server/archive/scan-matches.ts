import type { Kysely } from 'kysely';
import type { FailuresTable, Tables } from '../store/tables.ts';
import { withBodies } from './bodies.ts';
import type { FailureFilter, Place } from './failure-query.ts';
import { placeOf, readRows } from './listing.ts';
import { startSearch } from './text-search.ts';

const rowsAtOnce = 1000;

/**
 * Calls `take` with each failure whose body holds the text, the newest first. Resolves with the failure
 * time at which it had looked at enough, or null where it looked at all.
 */
export async function scanMatches(
  database: Kysely<Tables>,
  connectionId: string,
  filter: FailureFilter & { text: string },
  take: (row: FailuresTable) => void,
): Promise<number | null> {
  const search = startSearch(filter.text);
  let before: Place | undefined;
  for (;;) {
    const rows = await readRows(database, connectionId, filter, { before, limit: rowsAtOnce });
    if (rows.length === 0) return null;
    for await (const { row, body } of withBodies(database, rows)) {
      before = placeOf(row);
      if (search.matches(body)) take(row);
      if (search.isSpent()) return row.failure_time;
    }
  }
}
