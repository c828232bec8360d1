import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import { newConnectionId } from '../new-id.ts';
import type { OfferedSite } from './offered-sites.ts';

/** A connection for each of these sites that has none yet; the ids of all of them. */
export async function connectSites(
  transaction: Kysely<Tables>,
  grant: { id: string; account_name: string },
  sites: readonly OfferedSite[],
  now: number,
): Promise<string[]> {
  for (const { id: cloudId, name, url } of sites) {
    const siteUrl = url.replace(/\/+$/, '');
    await transaction
      .insertInto('connections')
      .values({
        id: newConnectionId(siteUrl),
        kind: 'oauth',
        name: `${name} · ${grant.account_name}`.slice(0, 200),
        site_url: siteUrl,
        app_key: '',
        cloud_id: cloudId,
        grant_id: grant.id,
        paused: 0,
        // Its credentials are the grant's.
        secret: '',
        key_id: '',
        created_at: now,
        revision: 1,
      })
      .onConflict((conflict) =>
        conflict.columns(['site_url', 'app_key', 'cloud_id', 'grant_id']).doNothing(),
      )
      .execute();
  }
  const wanted = new Set(sites.map(({ id }) => id));
  const connected = await connectedSites(transaction, grant.id);
  return [...connected].flatMap(([id, cloudId]) => (wanted.has(cloudId) ? [id] : []));
}

/** The connections of a grant: the site of each by its id, the oldest first. */
export async function connectedSites(
  database: Kysely<Tables>,
  grantId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await database
    .selectFrom('connections')
    .select(['id', 'cloud_id'])
    .where('grant_id', '=', grantId)
    .orderBy('created_at')
    .orderBy('name')
    .execute();
  return new Map(rows.map(({ id, cloud_id }) => [id, cloud_id]));
}
