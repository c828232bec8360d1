import type { Connection } from '../connections.ts';
import type { ConnectionRow } from './stored-connections.ts';
import { connectAuthorization } from './connect-app.ts';
import type { KeyRing } from './key-ring.ts';
import { NotUsable } from './not-usable.ts';
import { placeOf } from './sealed-rows.ts';

/** FACTS, "Rules of registration". */
const limits = { connect: 100, oauth: 5 } as const;

export interface Makers {
  keys: KeyRing;
  siteFetch: Connection['fetch'];
}

/** A row as a connection. One whose secret can't be read is told as such, and sends nothing. */
export function makeConnection(row: ConnectionRow, { keys, siteFetch }: Makers): Connection {
  const shared = {
    id: row.id,
    name: row.name,
    siteUrl: row.site_url,
    isPaused: row.paused === 1,
  };
  const sharedSecret = openSecret(keys, row);
  if (row.kind !== 'connect' || sharedSecret === undefined) return unusable(row, shared);
  return {
    ...shared,
    kind: 'connect',
    limit: limits.connect,
    baseUrl: row.site_url,
    authorize: (call) => connectAuthorization({ appKey: row.app_key, sharedSecret }, call),
    fetch: siteFetch,
  };
}

function openSecret(keys: KeyRing, row: ConnectionRow): string | undefined {
  try {
    return keys.open(placeOf('connections', row.id), row);
  } catch {
    return undefined;
  }
}

function unusable(
  { kind }: ConnectionRow,
  shared: Pick<Connection, 'id' | 'name' | 'siteUrl' | 'isPaused'>,
): Connection {
  const reason = 'Its credentials in the store can’t be read. Remove it, and add it again.';
  const refuse = () => Promise.reject(new NotUsable(503, `${shared.name}: ${reason}`));
  const known = kind === 'oauth' ? 'oauth' : 'connect';
  return {
    ...shared,
    kind: known,
    limit: limits[known],
    baseUrl: shared.siteUrl,
    authorize: refuse,
    fetch: refuse,
    problem: { kind: 'unusable', reason },
  };
}
