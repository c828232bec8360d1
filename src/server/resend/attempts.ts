/** What became of each sending, written before it begins. */
import type { Kysely } from 'kysely';
import { resendOutcome, type ResendAttempt, type ResendOutcome } from '../../jira/resend.ts';
import type { FailureKey, ResendAttemptsTable, Tables } from '../store/tables.ts';

export type AttemptKey = FailureKey & Pick<ResendAttemptsTable, 'attempt_id'>;
export type NewAttempt = Omit<ResendAttemptsTable, 'outcome'>;

/** More than anybody reads; each may hold an answer. */
const mostListed = 50;

/** False where this attempt is there already. */
export async function recordAttempt(
  database: Kysely<Tables>,
  attempt: NewAttempt,
): Promise<boolean> {
  const recorded = await database
    .insertInto('resend_attempts')
    .values({ ...attempt, outcome: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('attempt_id')
    .execute();
  return recorded.length > 0;
}

export async function recordOutcome(
  database: Kysely<Tables>,
  key: AttemptKey,
  outcome: ResendOutcome,
): Promise<void> {
  await database
    .updateTable('resend_attempts')
    .set({ outcome: JSON.stringify(outcome) })
    .where('connection_id', '=', key.connection_id)
    .where('failure_time', '=', key.failure_time)
    .where('delivery_id', '=', key.delivery_id)
    .where('attempt_id', '=', key.attempt_id)
    .execute();
}

/** The newest first. */
export async function listAttempts(
  database: Kysely<Tables>,
  key: FailureKey,
  attemptId?: string,
): Promise<ResendAttemptsTable[]> {
  const all = database
    .selectFrom('resend_attempts')
    .selectAll()
    .where('connection_id', '=', key.connection_id)
    .where('failure_time', '=', key.failure_time)
    .where('delivery_id', '=', key.delivery_id);
  return (attemptId === undefined ? all : all.where('attempt_id', '=', attemptId))
    .orderBy('started_at', 'desc')
    .orderBy('attempt_id', 'desc')
    .limit(mostListed)
    .execute();
}

/** What this console was at when it ended without a word: nobody knows how far it came. */
export async function abandonAttempts(database: Kysely<Tables>, replica: string): Promise<void> {
  await database
    .updateTable('resend_attempts')
    .set({ outcome: JSON.stringify(abandoned) })
    .where('outcome', 'is', null)
    .where('replica', '=', replica)
    .execute();
}

const abandoned: ResendOutcome = {
  state: 'unknown',
  reason: 'The console ended while it was sending.',
};

/**
 * `startedBefore`: an attempt without an outcome that began before this has none because the console that
 * made it is gone, one of another name perhaps.
 */
export function attemptOf(row: ResendAttemptsTable, startedBefore: number): ResendAttempt {
  return {
    id: row.attempt_id,
    url: row.url,
    startedAt: row.started_at,
    signed: row.signed === 1,
    outcome: outcomeOf(row, startedBefore),
  };
}

function outcomeOf(row: ResendAttemptsTable, startedBefore: number): ResendOutcome {
  if (row.outcome !== null) return resendOutcome.parse(JSON.parse(row.outcome));
  return row.started_at < startedBefore ? abandoned : { state: 'sending' };
}
