import type { Kysely } from 'kysely';
import type { Clock } from '../../sandbox/clock.ts';
import type { Connection } from '../connections/connection.ts';
import type { Logger } from '../log.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { Tables } from '../store/tables.ts';
import { queryAfter, readPageOrLess, type FailedRecords } from './failed-page.ts';
import { keepPrepared, prepareFailures } from './keep-failures.ts';
import { takeLease } from './leases.ts';
import { findReading, gapBefore, saveGap, saveReading, type Reading } from './readings.ts';

export interface ReadingOptions {
  connection: Connection;
  database: Kysely<Tables>;
  clock: Clock;
  logger: Logger;
  /** Who holds the lease, and for how long a page may take. */
  holder: string;
  leaseMs: number;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Another console took over while this one was reading; what it read is not kept. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** `Date` has whole seconds, and a site has more than one machine. */
const clockSlack = 60_000;

/**
 * Reads all that is new of one connection, page by page. A page and how far it leads are kept in one
 * transaction, so that a death in between loses nothing and doubles nothing.
 */
export async function readConnection(options: ReadingOptions): Promise<void> {
  const { connection, database, clock, timeoutMs, signal } = options;
  const before = await findReading(database, connection.id);
  let state: Reading = before ?? { cursor: 0, readAt: null };
  let query: string | undefined = startQuery(before);
  const asked = new Set<string>();
  while (query !== undefined) {
    asked.add(query);
    const page: FailedRecords = await readPageOrLess(connection, query, { timeoutMs, signal });
    const siteTime = page.siteTime ?? clock.now();
    if (state.cursor > siteTime + clockSlack) {
      // The site's clock was set back: what fails now would come before the cursor, and never be read.
      state = { cursor: 0, readAt: null };
      query = queryAfter(undefined);
      continue;
    }
    const next: string | undefined = page.nextQuery;
    // A page that leads to itself is a fault of the site, not a reason to ask for ever.
    query = next === undefined || asked.has(next) ? undefined : next;
    const isLast = query === undefined;
    // With the first page: once it has moved the cursor, nobody could tell any more what was forgotten.
    const gap = asked.size === 1 ? gapBefore(before, siteTime) : undefined;
    state = {
      cursor: Math.min(latest(state.cursor, page), siteTime + clockSlack),
      readAt: isLast ? siteTime : state.readAt,
    };
    await keepPage(options, page, state, gap);
  }
}

/** From just before the last one read: another of its millisecond may have come since. */
function startQuery(reading: Reading | undefined): string {
  return queryAfter(reading && reading.cursor > 0 ? reading.cursor - 1 : undefined);
}

function latest(cursor: number, { records }: FailedRecords): number {
  return records.reduce((time, { failureTime }) => Math.max(time, failureTime), cursor);
}

async function keepPage(
  { connection, database, clock, logger, holder, leaseMs }: ReadingOptions,
  { records, unreadable }: FailedRecords,
  state: Reading,
  gap: ReturnType<typeof gapBefore>,
): Promise<void> {
  const now = clock.now();
  const prepared = await prepareFailures(connection.id, records, now);
  await inTransaction(database, async (transaction) => {
    const lease = { connectionId: connection.id, holder, until: now + leaseMs };
    if (!(await takeLease(transaction, lease, now))) throw new LeaseLost();
    await keepPrepared(transaction, prepared);
    await saveReading(transaction, connection.id, state);
    if (gap) await saveGap(transaction, connection.id, gap);
  });
  if (unreadable > 0) {
    logger.warn({ connection: connection.id, unreadable }, 'failures that can’t be read');
  }
}
