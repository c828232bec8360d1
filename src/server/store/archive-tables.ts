import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** The key's order is the order of reading: a connection's failures by time, ties by delivery. */
const failureKey = ['connection_id', 'failure_time', 'delivery_id'] as const;

export async function createArchiveTables(
  database: Kysely<unknown>,
  types: ColumnTypes,
): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('failures')
    .addColumn('connection_id', types.name, (column) => column.notNull())
    .addColumn('failure_time', 'bigint', (column) => column.notNull())
    .addColumn('delivery_id', types.name, (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('event', types.name, (column) => column.notNull())
    .addColumn('event_time', 'bigint')
    .addColumn('issue_key', 'text', (column) => column.notNull())
    .addColumn('project_key', 'text', (column) => column.notNull())
    .addColumn('webhook_ids', 'text', (column) => column.notNull())
    .addColumn('body_size', 'bigint')
    .addColumn('body_sha256', 'text')
    .addColumn('archived_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('failures_key', [...failureKey])
    .execute();
  await schema
    .createIndex('failures_by_arrival')
    .on('failures')
    .columns(['connection_id', 'archived_at'])
    .execute();
  await schema
    .createTable('failure_bodies')
    .addColumn('connection_id', types.name, (column) => column.notNull())
    .addColumn('failure_time', 'bigint', (column) => column.notNull())
    .addColumn('delivery_id', types.name, (column) => column.notNull())
    .addColumn('body', types.bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('failure_bodies_key', [...failureKey])
    .execute();
  await schema
    .createTable('failure_webhooks')
    .addColumn('connection_id', types.name, (column) => column.notNull())
    .addColumn('webhook_id', 'bigint', (column) => column.notNull())
    .addColumn('failure_time', 'bigint', (column) => column.notNull())
    .addColumn('delivery_id', types.name, (column) => column.notNull())
    .addPrimaryKeyConstraint('failure_webhooks_key', [
      'connection_id',
      'webhook_id',
      'failure_time',
      'delivery_id',
    ])
    .execute();
  await schema
    .createTable('failure_hours')
    .addColumn('connection_id', types.name, (column) => column.notNull())
    .addColumn('hour', 'bigint', (column) => column.notNull())
    // A URL may be longer than what PostgreSQL takes into an index.
    .addColumn('url_sha256', types.name, (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('event', types.name, (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('failure_hours_key', ['connection_id', 'hour', 'url_sha256', 'event'])
    .execute();
  await createReadingTables(database, types);
}

async function createReadingTables({ schema }: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await schema
    .createTable('archive_readings')
    .addColumn('connection_id', types.name, (column) => column.primaryKey())
    .addColumn('cursor', 'bigint', (column) => column.notNull())
    .addColumn('read_at', 'bigint')
    .execute();
  await schema
    .createTable('archive_gaps')
    .addColumn('connection_id', types.name, (column) => column.notNull())
    .addColumn('from_time', 'bigint', (column) => column.notNull())
    .addColumn('to_time', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('archive_gaps_key', ['connection_id', 'from_time'])
    .execute();
  await schema
    .createTable('archive_leases')
    .addColumn('connection_id', types.name, (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
}
