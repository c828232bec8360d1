import type { Kysely } from 'kysely';
import type { SiteChoice } from '../../../jira/consent.ts';
import { inTransaction } from '../../store/in-transaction.ts';
import type { Tables } from '../../store/tables.ts';
import { connectedSites, connectSites } from './connect-sites.ts';
import { readSites } from './offered-sites.ts';
import { forgetUnused } from './unused-grants.ts';

/** What is to be chosen from; undefined where the choice is over. */
export async function findChoice(
  database: Kysely<Tables>,
  grantId: string,
  now: number,
): Promise<SiteChoice | undefined> {
  const grant = await openChoice(database, grantId, now);
  if (!grant) return undefined;
  const connected = await connectedSites(database, grantId);
  const connectionOf = new Map([...connected].map(([id, cloudId]) => [cloudId, id]));
  return {
    as: grant.account_name,
    sites: readSites(grant.sites).map((site) => {
      const connection = connectionOf.get(site.id);
      return { ...site, ...(connection === undefined ? {} : { connection }) };
    }),
  };
}

/** Connects what was chosen, which ends the choice; undefined where it is over, or a site is not part of it. */
export function choose(
  database: Kysely<Tables>,
  grantId: string,
  siteIds: readonly string[],
  now: number,
): Promise<string[] | undefined> {
  return inTransaction(database, async (transaction) => {
    // Nobody else may choose or forget it until this is written.
    await transaction
      .updateTable('oauth_grants')
      .set(({ ref }) => ({ choice_ends_at: ref('choice_ends_at') }))
      .where('id', '=', grantId)
      .execute();
    const grant = await openChoice(transaction, grantId, now);
    if (!grant) return undefined;
    const wanted = new Set(siteIds);
    const sites = readSites(grant.sites).filter(({ id }) => wanted.has(id));
    if (sites.length < wanted.size) return undefined;
    const connectionIds = await connectSites(transaction, grant, sites, now);
    await endChoice(transaction, grantId);
    return connectionIds;
  });
}

/** None of them: the consent is forgotten, unless a connection stands on it. */
export function decline(database: Kysely<Tables>, grantId: string, now: number): Promise<void> {
  return inTransaction(database, async (transaction) => {
    await endChoice(transaction, grantId);
    await forgetUnused(transaction, now);
  });
}

const openChoice = (database: Kysely<Tables>, grantId: string, now: number) =>
  database
    .selectFrom('oauth_grants')
    .select(['id', 'account_name', 'sites'])
    .where('id', '=', grantId)
    .where('choice_ends_at', '>', now)
    .executeTakeFirst();

const endChoice = (database: Kysely<Tables>, grantId: string) =>
  database
    .updateTable('oauth_grants')
    .set({ choice_ends_at: 0 })
    .where('id', '=', grantId)
    .execute();
