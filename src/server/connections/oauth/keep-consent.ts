import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { inTransaction } from '../../store/in-transaction.ts';
import type { Tables } from '../../store/tables.ts';
import type { KeyRing } from '../key-ring.ts';
import { placeOf } from '../sealed-rows.ts';
import type { AccessibleSite, Tokens } from './atlassian.ts';
import { connectedSites, connectSites } from './connect-sites.ts';
import { readSites, writeSites } from './offered-sites.ts';
import { forgetUnused } from './unused-grants.ts';

export interface Consented {
  clientId: string;
  user: { account_id: string; name: string };
  sites: readonly AccessibleSite[];
  tokens: Tokens;
  /** The connection that was to be healed, where it was that. */
  again: string | undefined;
}

/** What a consent came to. `healed`: nothing is new, and what there was works again. */
export type Kept =
  | { kind: 'connected' | 'healed'; grantId: string; connectionIds: string[] }
  | { kind: 'choose'; grantId: string }
  | { kind: 'other-user'; grantId: string };

/** As long as a choice of sites stays open, and with it a consent that no connection stands on. */
export const choiceMs = 60 * 60_000;

/**
 * Keeps the tokens of a user, in the place of those there were. Atlassian tells of every site that the user
 * ever let the app use, and not which one it was this time: so only a single one that was not told of before
 * is connected at once, and what was removed or not chosen does not come back by itself.
 */
export function keepConsent(
  database: Kysely<Tables>,
  keys: KeyRing,
  consented: Consented,
  now: number,
): Promise<Kept> {
  return inTransaction(database, async (transaction): Promise<Kept> => {
    const { grantId, before } = await keepTokens(transaction, keys, consented);
    const { sites, user, again } = consented;
    const connected = await connectedSites(transaction, grantId);
    if (again !== undefined) {
      if (connected.has(again)) return { kind: 'healed', grantId, connectionIds: [again] };
      await forgetUnused(transaction, now);
      return { kind: 'other-user', grantId };
    }
    const taken = new Set(connected.values());
    const open = sites.filter(({ id }) => !taken.has(id));
    if (open.length === 0) {
      return { kind: 'healed', grantId, connectionIds: [...connected.keys()] };
    }
    const fresh = open.filter(({ id }) => !before.has(id));
    if (fresh.length === 1) {
      const grant = { id: grantId, account_name: user.name };
      const connectionIds = await connectSites(transaction, grant, fresh, now);
      return { kind: 'connected', grantId, connectionIds };
    }
    await transaction
      .updateTable('oauth_grants')
      .set({ choice_ends_at: now + choiceMs })
      .where('id', '=', grantId)
      .execute();
    return { kind: 'choose', grantId };
  });
}

/** The grant, and the sites that were told of at the consent before. */
async function keepTokens(
  transaction: Kysely<Tables>,
  keys: KeyRing,
  { clientId, user, sites, tokens, again }: Consented,
): Promise<{ grantId: string; before: ReadonlySet<string> }> {
  const known = await transaction
    .selectFrom('oauth_grants')
    .select(['id', 'sites'])
    .where('client_id', '=', clientId)
    .where('account_id', '=', user.account_id)
    .executeTakeFirst();
  const grantId = known?.id ?? randomUUID();
  const renewed = {
    account_name: user.name,
    problem: null,
    // Whoever only signs in again was not asked about other sites.
    ...(again === undefined ? { sites: writeSites(sites) } : {}),
    ...keys.seal(placeOf('oauth_grants', grantId), JSON.stringify(tokens)),
  };
  await transaction
    .insertInto('oauth_grants')
    .values({
      id: grantId,
      client_id: clientId,
      account_id: user.account_id,
      sites: writeSites([]),
      choice_ends_at: 0,
      revision: 1,
      ...renewed,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ eb }) => ({
        ...renewed,
        revision: eb('oauth_grants.revision', '+', 1),
      })),
    )
    .execute();
  return { grantId, before: new Set(readSites(known?.sites ?? '[]').map(({ id }) => id)) };
}
