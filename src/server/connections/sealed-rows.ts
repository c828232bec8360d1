import type { Kysely } from 'kysely';
import { inTransaction } from '../store/in-transaction.ts';
import type { Tables } from '../store/tables.ts';
import { StartError } from '../start-error.ts';
import type { KeyRing } from './key-ring.ts';

/** The tables that hold secrets. */
const sealedTables = ['connections', 'oauth_grants'] as const;
type SealedTable = (typeof sealedTables)[number];

/** What a secret is bound to. */
export const placeOf = (table: SealedTable, id: string) => `${table}/${id}`;

/**
 * Holds the keys against what is in the store, and seals anew what an older key sealed. One row that can't be
 * opened with its own key is damaged: it stays as it is, and is told where it is used.
 */
export async function takeUpKeys(database: Kysely<Tables>, keys: KeyRing): Promise<void> {
  for (const table of sealedTables) {
    const used = await database.selectFrom(table).select('key_id').distinct().execute();
    if (used.some(({ key_id: id }) => id !== '' && !keys.knows(id))) {
      throw new StartError(
        'The credentials in the store were encrypted with another key: set CREDENTIALS_KEY to it, or CREDENTIALS_KEY_OLD where it was replaced.',
      );
    }
  }
  await inTransaction(database, async (transaction) => {
    for (const table of sealedTables) {
      const rows = await transaction
        .selectFrom(table)
        .select(['id', 'secret', 'key_id'])
        .where('key_id', 'not in', ['', keys.keyId])
        .execute();
      for (const { id, ...sealed } of rows) {
        const place = placeOf(table, id);
        const text = tryOpen(keys, place, sealed);
        if (text === undefined) continue;
        await transaction
          .updateTable(table)
          .set(keys.seal(place, text))
          .where('id', '=', id)
          .where('secret', '=', sealed.secret)
          .execute();
      }
    }
  });
}

function tryOpen(keys: KeyRing, place: string, sealed: { secret: string; key_id: string }) {
  try {
    return keys.open(place, sealed);
  } catch {
    return undefined;
  }
}
