import type { Kysely } from 'kysely';
import { inTransaction } from '../store/in-transaction.ts';
import type { Tables } from '../store/tables.ts';
import { forgetUnused } from './oauth/unused-grants.ts';

export interface Change {
  name?: string | undefined;
  paused?: boolean | undefined;
  /** Of a Connect app alone; null to take them away. */
  clientKey?: string | null | undefined;
  appUrl?: string | null | undefined;
}

/** False where there is no connection that could be changed like this. */
export async function changeConnection(
  database: Kysely<Tables>,
  id: string,
  { name, paused, clientKey, appUrl }: Change,
): Promise<boolean> {
  const kinds = clientKey === undefined ? ['connect', 'oauth'] : ['connect'];
  const { numUpdatedRows } = await database
    .updateTable('connections')
    .set(({ eb }) => ({
      revision: eb('revision', '+', 1),
      ...(name === undefined ? {} : { name }),
      ...(paused === undefined ? {} : { paused: Number(paused) }),
      ...(clientKey === undefined ? {} : { client_key: clientKey ?? '' }),
      ...(appUrl === undefined ? {} : { app_url: appUrl ?? '' }),
    }))
    .where('id', '=', id)
    .where('kind', 'in', kinds)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Its secrets go with it, those of the user's consent once nothing stands on them. */
export async function removeConnection(
  database: Kysely<Tables>,
  id: string,
  now: number,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    await transaction.deleteFrom('connections').where('id', '=', id).execute();
    await forgetUnused(transaction, now);
  });
}
