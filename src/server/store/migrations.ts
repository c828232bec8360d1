import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { createAccessTables } from '../access/tables.ts';
import { createArchiveTables } from './archive-tables.ts';
import type { ColumnTypes } from './column-types.ts';
import { addDeliverySigning, addSiteChoice, createConnectionTables } from './connection-tables.ts';
import { createResendTables } from './resend-tables.ts';

/** Forward only, in the order of their names. A migration that was released is never changed. */
const migrations = (types: ColumnTypes): Record<string, Migration> => ({
  '0001-sandbox-documents': {
    async up(database) {
      await database.schema
        .createTable('sandbox_documents')
        .addColumn('key', types.name, (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '0002-failure-archive': { up: (database) => createArchiveTables(database, types) },
  '0003-resend-attempts': { up: (database) => createResendTables(database, types) },
  '0004-connections': { up: (database) => createConnectionTables(database, types) },
  '0005-access': { up: (database) => createAccessTables(database, types) },
  '0006-site-choice': { up: addSiteChoice },
  '0007-delivery-signing': { up: addDeliverySigning },
});

/** What has to be done in a store before this console can live in it. */
export const migrationNames = Object.keys(migrations({ bytes: 'blob', name: 'text' }));

export async function migrate<Tables>(database: Kysely<Tables>, types: ColumnTypes): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations(types)) };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

/** By Kysely's words for a migration that it does not know: they have no code. */
export function isNewerStore(cause: unknown): boolean {
  return cause instanceof Error && cause.message.startsWith('corrupted migrations');
}
