import type { Kysely } from 'kysely';
import type { SandboxStorage } from '../../sandbox/storage.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Tables } from './tables.ts';

export interface Store {
  database: Kysely<Tables>;
  sandbox: SandboxStorage;
  /** Who this console is among those that share the store. */
  replica: string;
  /** Where it lies, as a person would find it. */
  place: string;
  close(): Promise<void>;
}

/** Opens the PostgreSQL at `databaseUrl`, or without one the file in `directory`, made where it is not there. */
export function openStore(directory: string, databaseUrl?: string): Promise<Store> {
  return databaseUrl === undefined ? openSqliteStore(directory) : openPostgresStore(databaseUrl);
}
