import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { StartError } from '../start-error.ts';
import type { ColumnTypes } from './column-types.ts';
import { migrate } from './migrations.ts';
import { postgresReason, WrongDatabase } from './postgres-reason.ts';
import { sandboxDocuments } from './sandbox-documents.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

const postgresTypes: ColumnTypes = { bytes: 'bytea', name: sql`text collate "C"` };

/** The oldest that PostgreSQL's own project still mends. */
const oldestVersion = 14;

/** Opens the store in a database that is there, and makes its tables where they are not there yet. */
export async function openPostgresStore(url: string): Promise<Store> {
  try {
    const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(url) }) });
    const close = () => database.destroy();
    try {
      await requireFitting(database);
      await migrate(database, postgresTypes);
    } catch (cause) {
      await close();
      throw cause;
    }
    return {
      database,
      sandbox: sandboxDocuments(database),
      replica: randomUUID(),
      place: 'the database of DATABASE_URL',
      close,
    };
  } catch (cause) {
    // Nothing of the address is told: in one that is misspelt, any piece may be the password.
    throw new StartError(`The database of DATABASE_URL can’t be used: ${postgresReason(cause)}`, {
      cause,
    });
  }
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'jira-webhook-console',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // What a console that vanished in the middle of a step has locked, the others get back.
    idle_in_transaction_session_timeout: 60_000,
    types: {
      getTypeParser: (type, format) =>
        type === pg.types.builtins.INT8 && format !== 'binary'
          ? readInt8
          : pg.types.getTypeParser(type, format),
    },
  });
  // A connection that breaks has told whoever waited on it, and is made anew for the next one. Without
  // somebody who listens, it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** `pg` reads int8 as a text, since a number can’t hold all of it. Ours are times and counts. */
function readInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError('An int8 is larger than a number can hold.');
  return value;
}

async function requireFitting(database: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int as version,
           current_setting('server_encoding') as encoding`.execute(database);
  const { version = 0, encoding = '' } = rows[0] ?? {};
  if (version < oldestVersion * 10_000) {
    throw new WrongDatabase(
      `it is PostgreSQL ${Math.floor(version / 10_000)}, and ${oldestVersion} or newer is needed.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new WrongDatabase(`its encoding is ${encoding}. Create one with encoding UTF8.`);
  }
}
