import type { Connection } from './connection.ts';
import type { ConnectionRow } from './stored-connections.ts';
import { connectAuthorization, connectDeliveries } from './connect-app.ts';
import type { KeyRing } from './key-ring.ts';
import type { Atlassian } from './oauth/atlassian.ts';
import { signInAgain, type Grants } from './oauth/grants.ts';
import { NotUsable } from './not-usable.ts';
import { placeOf } from './sealed-rows.ts';
import type { createSitePatience } from './site-patience.ts';

/** FACTS, "Rules of registration". */
const limits = { connect: 100, oauth: 5 } as const;

export interface Makers {
  keys: KeyRing;
  siteFetch: Connection['fetch'];
  /** To Atlassian's gateway, wherever the settings say that is. */
  gatewayFetch: Connection['fetch'];
  /** Spares each site, and repeats what was read in vain. */
  patience: ReturnType<typeof createSitePatience>;
  /** Undefined where no OAuth app is set up. */
  oauth: { atlassian: Atlassian; grants: Grants } | undefined;
}

/** A row as a connection. One whose secret can't be read is told as such, and sends nothing. */
export function makeConnection(row: ConnectionRow, makers: Makers): Connection {
  const { keys, siteFetch, patience } = makers;
  const shared = {
    id: row.id,
    name: row.name,
    siteUrl: row.site_url,
    isPaused: row.paused === 1,
  };
  if (row.kind === 'oauth') return makeOauth(row, shared, makers);
  const sharedSecret = openSecret(keys, row);
  if (row.kind !== 'connect' || sharedSecret === undefined) return unusable(row, shared);
  return {
    ...shared,
    kind: 'connect',
    limit: limits.connect,
    baseUrl: row.site_url,
    authorize: (call) => connectAuthorization({ appKey: row.app_key, sharedSecret }, call),
    fetch: patience(row.site_url, siteFetch),
    ...(row.client_key === ''
      ? {}
      : {
          deliveries: connectDeliveries({
            clientKey: row.client_key,
            appUrl: row.app_url,
            sharedSecret,
          }),
        }),
  };
}

type Shared = Pick<Connection, 'id' | 'name' | 'siteUrl' | 'isPaused'>;

function makeOauth(
  row: ConnectionRow,
  shared: Shared,
  { oauth, patience, gatewayFetch }: Makers,
): Connection {
  const { grant_id: grantId, cloud_id: cloudId, grant_problem: problem, account_name: as } = row;
  if (!oauth || as === null) {
    return unusable(row, shared, 'Start the console with OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET.');
  }
  const { atlassian, grants } = oauth;
  return {
    ...shared,
    kind: 'oauth',
    limit: limits.oauth,
    as,
    baseUrl: `${atlassian.apiUrl}/ex/jira/${encodeURIComponent(cloudId)}`,
    async authorize() {
      if (problem !== null) throw signInAgain(problem);
      return `Bearer ${await grants.accessToken(grantId)}`;
    },
    renew: (refused) => grants.renew(grantId, refused.slice('Bearer '.length)),
    fetch: patience(row.site_url, gatewayFetch),
    ...(problem === null ? {} : { problem: { kind: 'sign-in-again', reason: problem } }),
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
  shared: Shared,
  reason = 'Its credentials in the store can’t be read. Remove it, and add it again.',
): Connection {
  const refuse = () =>
    Promise.reject(new NotUsable(503, `${shared.name}: ${reason}`, { isState: true }));
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
