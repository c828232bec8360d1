import { systemClock } from '../../sandbox/clock.ts';
import type { Configuration } from '../configuration.ts';
import type { Connection } from './connection.ts';
import type { Logger } from '../log.ts';
import { hostOf } from '../outbound/destination.ts';
import { systemNetwork } from '../outbound/network.ts';
import type { Store } from '../store/store.ts';
import type { Timer } from '../timer.ts';
import { keyInFile } from './key-file.ts';
import { createKeyRing, type KeyRing } from './key-ring.ts';
import { createAtlassian, type Atlassian } from './oauth/atlassian.ts';
import { createGrants, type Grants } from './oauth/grants.ts';
import { watchUnused } from './oauth/unused-grants.ts';
import { makeConnection } from './make-connection.ts';
import { takeUpKeys } from './sealed-rows.ts';
import { createQuotas } from './quotas.ts';
import { createSitePatience } from './site-patience.ts';
import { createSiteNetwork } from './site-network.ts';
import { openStoredConnections, type StoredConnections } from './stored-connections.ts';

export interface OpenedConnections {
  connections: StoredConnections;
  keys: KeyRing;
  oauth: { atlassian: Atlassian; grants: Grants } | undefined;
  /** Once nothing is asked of a site any more. */
  close(): Promise<void>;
}

/** How long another console on the same store may be unaware of a change. */
const lookEveryMs = 5000;

export async function openConnections(
  {
    dataDirectory,
    credentialsKey,
    credentialsKeyOld,
    privateSites,
    oauth: settings,
  }: Configuration,
  {
    store: { database, replica },
    builtIn,
    watch,
    ...rest
  }: {
    store: Store;
    builtIn: readonly Connection[];
    logger: Logger;
    timer: Timer;
    /** What each connection passes through, to be measured. */
    watch: (connection: Connection) => Connection;
  },
): Promise<OpenedConnections> {
  const current = credentialsKey ?? (await keyInFile(dataDirectory));
  const keys = createKeyRing(credentialsKeyOld ? [current, credentialsKeyOld] : [current]);
  await takeUpKeys(database, keys);
  const { fetch: siteFetch, close: closeSites } = createSiteNetwork({
    privateSites,
    network: systemNetwork,
  });
  // Who names Atlassian's addresses in a setting means them, wherever they lead.
  const named = settings
    ? [settings.authUrl, settings.apiUrl].map((url) => hostOf(new URL(url)))
    : [];
  const { fetch: gatewayFetch, close: closeGateway } = createSiteNetwork({
    privateSites: new Set([...privateSites, ...named]),
    network: systemNetwork,
  });
  const quotas = createQuotas(systemClock);
  const patience = createSitePatience({ timer: rest.timer });
  // A file has one console.
  const isShared = replica !== 'file';
  const atlassian = settings && createAtlassian(settings, gatewayFetch);
  const oauth = atlassian && {
    atlassian,
    grants: createGrants({
      database,
      keys,
      atlassian,
      isShared,
      onEnded: () => connections.reload(),
    }),
  };
  const connections: StoredConnections = await openStoredConnections({
    ...rest,
    builtIn: builtIn.map((connection) => quotas.watch(watch(connection))),
    database,
    make: (row) =>
      quotas.watch(watch(makeConnection(row, { keys, siteFetch, gatewayFetch, patience, oauth }))),
    onLoaded: (rows) => oauth?.grants.keepOnly(new Set(rows.map((row) => row.grant_id))),
    lookEveryMs: isShared ? lookEveryMs : undefined,
  });
  quotas.follow(connections);
  const unused = watchUnused({ ...rest, database });
  const close = async () => {
    await Promise.all([unused.stop(), connections.stop()]);
    closeSites();
    closeGateway();
  };
  return { connections, keys, oauth, close };
}
