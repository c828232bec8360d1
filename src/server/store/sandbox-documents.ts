import type { Kysely } from 'kysely';
import type { SandboxStorage } from '../../sandbox/storage.ts';
import type { Tables } from './tables.ts';

/** The sandbox's documents in the console's store: a step is one transaction. */
export function sandboxDocuments(database: Kysely<Tables>): SandboxStorage {
  return {
    async load() {
      const rows = await database.selectFrom('sandbox_documents').selectAll().execute();
      return new Map(rows.map(({ key, value }) => [key, value]));
    },
    async apply(changes) {
      await database.transaction().execute(async (transaction) => {
        for (const [key, value] of changes) {
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
