import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** `secret` is encrypted, and `key_id` says with which key. An absent text is empty, so that a key can hold it. */
export async function createConnectionTables(
  { schema }: Kysely<unknown>,
  types: ColumnTypes,
): Promise<void> {
  await schema
    .createTable('oauth_grants')
    .addColumn('id', types.name, (column) => column.primaryKey())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('account_name', 'text', (column) => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('oauth_grants_account', ['client_id', 'account_id'])
    .execute();
  await schema
    .createTable('connections')
    .addColumn('id', types.name, (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('site_url', types.name, (column) => column.notNull())
    .addColumn('app_key', types.name, (column) => column.notNull())
    .addColumn('cloud_id', types.name, (column) => column.notNull())
    .addColumn('grant_id', types.name, (column) => column.notNull())
    .addColumn('paused', 'bigint', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    // One app, one user, one site.
    .addUniqueConstraint('connections_caller', ['site_url', 'app_key', 'cloud_id', 'grant_id'])
    .execute();
}

/** The sites among which one chooses after a consent. */
export async function addSiteChoice({ schema }: Kysely<unknown>): Promise<void> {
  // SQLite adds one column at a time.
  await schema
    .alterTable('oauth_grants')
    .addColumn('sites', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await schema
    .alterTable('oauth_grants')
    .addColumn('choice_ends_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** By whom and for which address a Connect app's deliveries are signed. */
export async function addDeliverySigning({ schema }: Kysely<unknown>): Promise<void> {
  // SQLite adds one column at a time.
  for (const name of ['client_key', 'app_url']) {
    await schema
      .alterTable('connections')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
      .execute();
  }
}
