import type { Kysely, Transaction } from 'kysely';

const mostAttempts = 5;

/**
 * All of the work or nothing. Where PostgreSQL breaks a transaction off only because another was in its
 * way, it is done again: so the work must do nothing but ask and write through the transaction it is given.
 */
export async function inTransaction<Tables, Result>(
  database: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction().execute(work);
    } catch (cause) {
      if (attempt === mostAttempts || !isCollision(cause)) throw cause;
    }
  }
}

/**
 * deadlock_detected, serialization_failure, and unique_violation: a row that was not there when it was looked
 * for, and that another put in first (PostgreSQL's documentation, appendix A).
 */
function isCollision(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'code' in cause &&
    ['40P01', '40001', '23505'].includes(String(cause.code))
  );
}
