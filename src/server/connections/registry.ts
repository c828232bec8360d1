import type { Connection } from './connection.ts';

/** The identities that the console can act as; what they are may change while it runs. */
export interface Connections {
  list(): readonly Connection[];
  /** The same, with what another console on the same store has just changed. */
  listNow(): Promise<readonly Connection[]>;
  find(id: string): Promise<Connection | undefined>;
  /** Calls after each change, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Those that never change. */
export function fixedConnections(connections: readonly Connection[]): Connections {
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  return {
    list: () => connections,
    listNow: () => Promise.resolve(connections),
    find: (id) => Promise.resolve(byId.get(id)),
    onChange: () => () => {},
  };
}
