import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** The key begins with the failure's, by which attempts are listed, and deleted along with it. */
export async function createResendTables(
  { schema }: Kysely<unknown>,
  types: ColumnTypes,
): Promise<void> {
  await schema
    .createTable('resend_attempts')
    .addColumn('connection_id', types.name, (column) => column.notNull())
    .addColumn('failure_time', 'bigint', (column) => column.notNull())
    .addColumn('delivery_id', types.name, (column) => column.notNull())
    .addColumn('attempt_id', types.name, (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('signed', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('replica', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addPrimaryKeyConstraint('resend_attempts_key', [
      'connection_id',
      'failure_time',
      'delivery_id',
      'attempt_id',
    ])
    .execute();
}
