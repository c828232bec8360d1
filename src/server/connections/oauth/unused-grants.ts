import type { Kysely } from 'kysely';
import { describeError, type Logger } from '../../log.ts';
import { inTransaction } from '../../store/in-transaction.ts';
import type { Tables } from '../../store/tables.ts';
import type { Timer } from '../../timer.ts';

const lookEveryMs = 60 * 60_000;
/** A choice that is made in its last moment is still being written. */
const graceMs = 60_000;

/** Consents that no connection stands on and that nobody is choosing sites of: their secrets go. */
export async function forgetUnused(transaction: Kysely<Tables>, now: number): Promise<void> {
  // Locked first, and asked again then: a consent that another console is keeping may have got a connection.
  const unused = await transaction
    .updateTable('oauth_grants')
    .set(({ ref }) => ({ choice_ends_at: ref('choice_ends_at') }))
    .where('choice_ends_at', '<', now - graceMs)
    .where('id', 'not in', ({ selectFrom }) => selectFrom('connections').select('grant_id'))
    .returning('id')
    .execute();
  if (unused.length === 0) return;
  const ids = unused.map(({ id }) => id);
  await transaction
    .deleteFrom('oauth_grants')
    .where('id', 'in', ids)
    .where('id', 'not in', ({ selectFrom }) => selectFrom('connections').select('grant_id'))
    .execute();
}

/** Looks after choices that were never made. */
export function watchUnused({
  database,
  logger,
  timer,
}: {
  database: Kysely<Tables>;
  logger: Logger;
  timer: Timer;
}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const look = async () => {
    while (!stopping.signal.aborted) {
      await inTransaction(database, (transaction) => forgetUnused(transaction, Date.now())).catch(
        (error: unknown) => logger.warn(describeError(error), 'unused consents not forgotten'),
      );
      await timer.wait(lookEveryMs, stopping.signal);
    }
  };
  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
