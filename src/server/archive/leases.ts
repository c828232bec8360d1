import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

interface Lease {
  connectionId: string;
  holder: string;
  until: number;
}

/**
 * Takes or prolongs the right to read a connection's failures, so that of several consoles on one store
 * one reads. False where another holds it. By the consoles' own clocks, which must agree to within
 * seconds; where they don't, something is read twice, and kept once.
 */
export async function takeLease(
  database: Kysely<Tables>,
  { connectionId, holder, until }: Lease,
  now: number,
): Promise<boolean> {
  const taken = await database
    .insertInto('archive_leases')
    .values({ connection_id: connectionId, holder, until })
    .onConflict((conflict) =>
      conflict
        .column('connection_id')
        .doUpdateSet({ holder, until })
        .where(({ eb, or, ref }) =>
          or([
            eb(ref('archive_leases.holder'), '=', holder),
            eb(ref('archive_leases.until'), '<=', now),
          ]),
        ),
    )
    .returning('holder')
    .execute();
  return taken.length > 0;
}

/** Gives it back before its time, so that the next one need not wait; all of them without a connection. */
export async function dropLeases(
  database: Kysely<Tables>,
  holder: string,
  connectionId?: string,
): Promise<void> {
  const held = database.deleteFrom('archive_leases').where('holder', '=', holder);
  await (
    connectionId === undefined ? held : held.where('connection_id', '=', connectionId)
  ).execute();
}
