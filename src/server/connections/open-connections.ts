import type { Configuration } from '../configuration.ts';
import type { Connection } from '../connections.ts';
import type { Logger } from '../log.ts';
import { systemNetwork } from '../resend/network.ts';
import type { Store } from '../store/store.ts';
import type { Timer } from '../timer.ts';
import { keyInFile } from './key-file.ts';
import { createKeyRing, type KeyRing } from './key-ring.ts';
import { makeConnection } from './make-connection.ts';
import { takeUpKeys } from './sealed-rows.ts';
import { createSiteFetch } from './site-network.ts';
import { openStoredConnections, type StoredConnections } from './stored-connections.ts';

export interface OpenedConnections {
  connections: StoredConnections;
  keys: KeyRing;
}

/** How long another console on the same store may be unaware of a change. */
const lookEveryMs = 5000;

export async function openConnections(
  { dataDirectory, credentialsKey, credentialsKeyOld, privateSites }: Configuration,
  {
    store: { database, replica },
    ...rest
  }: { store: Store; builtIn: readonly Connection[]; logger: Logger; timer: Timer },
): Promise<OpenedConnections> {
  const current = credentialsKey ?? (await keyInFile(dataDirectory));
  const keys = createKeyRing(credentialsKeyOld ? [current, credentialsKeyOld] : [current]);
  await takeUpKeys(database, keys);
  const siteFetch = createSiteFetch({ privateSites, network: systemNetwork });
  const connections = await openStoredConnections({
    ...rest,
    database,
    make: (row) => makeConnection(row, { keys, siteFetch }),
    // A file has one console.
    lookEveryMs: replica === 'file' ? undefined : lookEveryMs,
  });
  return { connections, keys };
}
