import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import { StartError } from '../start-error.ts';
import { isNewerStore, migrate } from './migrations.ts';
import { sandboxDocuments } from './sandbox-documents.ts';
import { openSqlite, sqliteTypes } from './sqlite.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Opens the store in `directory`, and makes both where they are not there yet. */
export async function openSqliteStore(directory: string): Promise<Store> {
  const file = join(directory, 'console.sqlite');
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const database = new Kysely<Tables>({
      dialect: new SqliteDialect({ database: openSqlite(file) }),
    });
    const close = () => database.destroy();
    await migrate(database, sqliteTypes).catch(async (cause: unknown) => {
      await close();
      throw cause;
    });
    return {
      database,
      sandbox: sandboxDocuments(database),
      // A file has one console: a lease found in it was left by a process that died, and is one’s own.
      replica: 'file',
      place: directory,
      close,
    };
  } catch (cause) {
    throw new StartError(`The store ${file} can’t be opened: ${reasonOf(cause)}`, { cause });
  }
}

/** By SQLite's primary result codes (https://www.sqlite.org/rescode.html) and the file system's names. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const sqlite = 'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode & 0xff : 0;
  const system = 'code' in cause ? String(cause.code) : '';
  // CORRUPT, NOTADB
  if ([11, 26].includes(sqlite)) {
    return 'it is not a database, or it is damaged. Move it away, or set DATA_DIR to another folder.';
  }
  // BUSY, LOCKED
  if ([5, 6].includes(sqlite)) {
    return 'another program is using it. Stop that one, or set DATA_DIR to another folder.';
  }
  // FULL
  if (sqlite === 13 || system === 'ENOSPC') return 'the disk is full.';
  // READONLY, IOERR, CANTOPEN
  if ([8, 10, 14].includes(sqlite) || /^E(?:ACCES|PERM|ROFS|EXIST|NOTDIR|NOENT)$/.test(system)) {
    return 'the folder can’t be written to. Grant the right to, or set DATA_DIR to another folder.';
  }
  if (isNewerStore(cause)) {
    return 'a newer version of the console wrote it. Start that one, or set DATA_DIR to another folder.';
  }
  return `${cause.message}.`;
}
