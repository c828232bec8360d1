import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { inTransaction } from '../../store/in-transaction.ts';
import type { Tables } from '../../store/tables.ts';
import type { KeyRing } from '../key-ring.ts';
import { newConnectionId } from '../new-id.ts';
import { placeOf } from '../sealed-rows.ts';
import type { AccessibleSite, Tokens } from './atlassian.ts';

export interface Consented {
  clientId: string;
  user: { account_id: string; name: string };
  sites: readonly AccessibleSite[];
  tokens: Tokens;
}

/**
 * Keeps the tokens of a user, in the place of those there were, and a connection for each site that has none
 * yet. Gives back the grant and the connections of all its sites.
 */
export function keepSites(
  database: Kysely<Tables>,
  keys: KeyRing,
  { clientId, user, sites, tokens }: Consented,
  now: number,
): Promise<{ grantId: string; connectionIds: string[] }> {
  return inTransaction(database, async (transaction) => {
    const known = await transaction
      .selectFrom('oauth_grants')
      .select('id')
      .where('client_id', '=', clientId)
      .where('account_id', '=', user.account_id)
      .executeTakeFirst();
    const grantId = known?.id ?? randomUUID();
    const sealed = keys.seal(placeOf('oauth_grants', grantId), JSON.stringify(tokens));
    await transaction
      .insertInto('oauth_grants')
      .values({
        id: grantId,
        client_id: clientId,
        account_id: user.account_id,
        account_name: user.name,
        problem: null,
        ...sealed,
        revision: 1,
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ eb }) => ({
          account_name: user.name,
          problem: null,
          ...sealed,
          revision: eb('oauth_grants.revision', '+', 1),
        })),
      )
      .execute();
    for (const { id: cloudId, name, url } of sites) {
      const siteUrl = url.replace(/\/+$/, '');
      await transaction
        .insertInto('connections')
        .values({
          id: newConnectionId(siteUrl),
          kind: 'oauth',
          name: `${name} · ${user.name}`.slice(0, 200),
          site_url: siteUrl,
          app_key: '',
          cloud_id: cloudId,
          grant_id: grantId,
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
    const rows = await transaction
      .selectFrom('connections')
      .select('id')
      .where('grant_id', '=', grantId)
      .orderBy('created_at')
      .execute();
    return { grantId, connectionIds: rows.map(({ id }) => id) };
  });
}
