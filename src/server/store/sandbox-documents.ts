import type { Kysely } from 'kysely';
import type { SandboxStorage } from '../../sandbox/storage.ts';
import { inTransaction } from './in-transaction.ts';
import type { Tables } from './tables.ts';

/** The sandbox's documents in the console's store: a step is one transaction. */
export function sandboxDocuments(database: Kysely<Tables>): SandboxStorage {
  return {
    async load() {
      const rows = await database.selectFrom('sandbox_documents').selectAll().execute();
      return new Map(rows.map(({ key, value }) => [nameOf(key), value]));
    },
    async apply(changes) {
      await inTransaction(database, async (transaction) => {
        for (const [name, value] of changes) {
          const key = storedKey(name);
          if (value === null) {
            await transaction.deleteFrom('sandbox_documents').where('key', '=', key).execute();
          } else {
            await transaction
              .insertInto('sandbox_documents')
              .values({ key, value })
              .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
              .execute();
          }
        }
      });
    },
  };
}

/** The id of a delivery may be any text. PostgreSQL keeps no NUL, and UTF-8 has no lone surrogates. */
function storedKey(name: string): string {
  return /[\0\p{Surrogate}]/u.test(name) ? JSON.stringify(name) : name;
}

function nameOf(key: string): string {
  return key.startsWith('"') ? String(JSON.parse(key)) : key;
}
