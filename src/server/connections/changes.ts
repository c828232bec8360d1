import type { Kysely } from 'kysely';
import { inTransaction } from '../store/in-transaction.ts';
import type { Tables } from '../store/tables.ts';
import { forgetUnused } from './oauth/unused-grants.ts';

export interface Change {
  name?: string | undefined;
  paused?: boolean | undefined;
}

export async function changeConnection(
  database: Kysely<Tables>,
  id: string,
  { name, paused }: Change,
): Promise<void> {
  await database
    .updateTable('connections')
    .set(({ eb }) => ({
      revision: eb('revision', '+', 1),
      ...(name === undefined ? {} : { name }),
      ...(paused === undefined ? {} : { paused: Number(paused) }),
    }))
    .where('id', '=', id)
    .execute();
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
