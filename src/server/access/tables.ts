import type { Kysely } from 'kysely';
import type { ColumnTypes } from '../store/column-types.ts';

/** Ids and tokens are kept as hashes: whoever reads the store can't act as anybody. */
export interface AccessTables {
  access_sessions: {
    id_sha256: string;
    name: string;
    role: string;
    started_at: number;
    seen_at: number;
  };
  access_tokens: {
    id: string;
    token_sha256: string;
    name: string;
    scope: string;
    connection_id: string | null;
    created_at: number;
    created_by: string;
    last_used_at: number | null;
  };
}

export async function createAccessTables(
  { schema }: Kysely<unknown>,
  types: ColumnTypes,
): Promise<void> {
  await schema
    .createTable('access_sessions')
    .addColumn('id_sha256', types.name, (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('access_tokens')
    .addColumn('id', types.name, (column) => column.primaryKey())
    .addColumn('token_sha256', types.name, (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('connection_id', types.name)
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .execute();
}
