import { sql, type Kysely, type Selectable } from 'kysely';
import type { Connection } from './connection.ts';
import { describeError, type Logger } from '../log.ts';
import type { ConnectionsTable, Tables } from '../store/tables.ts';
import type { Timer } from '../timer.ts';
import type { Connections } from './registry.ts';

/** A connection's row, and what its grant adds to it. */
export type ConnectionRow = Selectable<ConnectionsTable> & {
  account_name: string | null;
  grant_problem: string | null;
  /** Changes with every change of the connection or of its grant. */
  version: string;
};

export interface StoredConnectionsOptions {
  database: Kysely<Tables>;
  builtIn: readonly Connection[];
  /** One that can't be made is given as a connection with a problem: it must not stop the others. */
  make: (row: ConnectionRow) => Connection;
  /** Told of all that are left after each change. */
  onLoaded: (rows: readonly ConnectionRow[]) => void;
  logger: Logger;
  timer: Timer;
  /** How often to look for what others on the same store changed; undefined where there are none. */
  lookEveryMs: number | undefined;
}

export interface StoredConnections extends Connections {
  /** Takes up what was changed in the store. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/** The built-in connections and those in the store, held in memory, since every call asks for one. */
export async function openStoredConnections(
  options: StoredConnectionsOptions,
): Promise<StoredConnections> {
  const { database, builtIn, make, onLoaded, logger, timer, lookEveryMs } = options;
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  let known = new Map<string, { version: string; connection: Connection }>();
  let byId = new Map(builtIn.map((connection) => [connection.id, connection]));
  let last: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;

  async function load(): Promise<void> {
    const rows = await selectConnections(database).execute();
    const next = new Map(
      rows.map((row) => {
        const held = known.get(row.id);
        const same = held?.version === row.version ? held : undefined;
        return [row.id, same ?? { version: row.version, connection: make(row) }];
      }),
    );
    const isChanged =
      next.size !== known.size || [...next].some(([id, entry]) => known.get(id) !== entry);
    if (!isChanged) return;
    known = next;
    const stored = [...next.values()].map(({ connection }) => connection);
    byId = new Map([...builtIn, ...stored].map((connection) => [connection.id, connection]));
    onLoaded(rows);
    for (const listener of listeners) listener();
  }

  /** One after the other: a reading that began before a change must not undo a later one. */
  const reload = () => {
    // One that has not begun yet will see what whoever asks now wants to see.
    if (queued) return queued;
    const loaded = last.then(() => {
      queued = undefined;
      return load();
    });
    queued = loaded;
    last = loaded.catch(() => undefined);
    return loaded;
  };
  const list = () => [...byId.values()];

  async function look(everyMs: number): Promise<void> {
    for (;;) {
      await timer.wait(everyMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await reload().catch((error: unknown) =>
        logger.warn(describeError(error), 'connections not read'),
      );
    }
  }

  await reload();
  const looking = lookEveryMs === undefined ? undefined : look(lookEveryMs);
  return {
    list,
    async listNow() {
      // Without the store what is known does: `look` tells of that in the log.
      if (lookEveryMs !== undefined) await reload().catch(() => undefined);
      return list();
    },
    async find(id) {
      const found = byId.get(id);
      if (found || lookEveryMs === undefined || !isStoredId(id)) return found;
      // Another console may have added it a moment ago.
      const row = await database
        .selectFrom('connections')
        .select('id')
        .where('id', '=', id)
        .executeTakeFirst();
      if (row) await reload();
      return byId.get(id);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reload,
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

/** Ids in the store look like this: see `newConnectionId`. */
const isStoredId = (id: string) => /^[a-z\d-]{1,60}$/.test(id);

function selectConnections(database: Kysely<Tables>) {
  return database
    .selectFrom('connections')
    .leftJoin('oauth_grants', 'oauth_grants.id', 'connections.grant_id')
    .selectAll('connections')
    .select([
      'oauth_grants.account_name',
      'oauth_grants.problem as grant_problem',
      sql<string>`cast(connections.revision as text) || '/' || coalesce(cast(oauth_grants.revision as text), '')`.as(
        'version',
      ),
    ])
    .orderBy('connections.created_at')
    .orderBy('connections.name')
    .orderBy('connections.id');
}
