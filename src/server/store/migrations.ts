import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';

/** Forward only, in the order of their names. A migration that was released is never changed. */
const migrations: Record<string, Migration> = {
  '0001-sandbox-documents': {
    async up(database) {
      await database.schema
        .createTable('sandbox_documents')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
    },
  },
};

export async function migrate<Tables>(database: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}
