import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

export const sqliteTypes: ColumnTypes = { bytes: 'blob', name: 'text' };

/** Node's own SQLite in the shape that Kysely's SQLite dialect was made for. */
export function openSqlite(file: string): SqliteDatabase {
  const database = new DatabaseSync(file);
  // FULL: an acknowledged write outlives a power cut as well as a kill.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000');
  return {
    close: () => database.close(),
    prepare(sql) {
      // On a full disk SQLite rolls back by itself (https://www.sqlite.org/lang_transaction.html, 2.4). Asked
      // to again it would refuse, and the refusal hide the reason.
      if (sql === 'rollback' && !database.isTransaction) return nothing;
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(inputValue)),
        run: (parameters) => statement.run(...parameters.map(inputValue)),
        iterate: (parameters) => statement.iterate(...parameters.map(inputValue)),
      };
    },
  };
}

const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

function inputValue(value: unknown): SQLInputValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
      return value;
    default:
      if (value === null || value instanceof Uint8Array) return value;
      throw new TypeError(`SQLite can’t keep a value of type ${typeof value}.`);
  }
}
