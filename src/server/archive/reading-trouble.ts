import { JiraError } from '../../jira/errors.ts';
import { storeFailure } from '../store/store-failure.ts';

const longestBackOff = 30 * 60_000;

/** What `Retry-After` says, else twice as long after each failure. Never sooner than usual. */
export function waitAfter(error: unknown, failures: number, intervalMs: number): number {
  const ownWait = Math.min(intervalMs * 2 ** Math.min(failures, 20), longestBackOff);
  return Math.max(saidBy(error), intervalMs, ownWait);
}

/** How long to wait by the answer's own word, in milliseconds. */
export function saidBy(error: unknown): number {
  return error instanceof JiraError ? (error.retryAfterMs ?? 0) : 0;
}

export function sentenceOf(error: unknown): string {
  if (error instanceof JiraError) {
    return error.kind === 'unreachable' ? 'The site could not be reached.' : error.message;
  }
  return storeFailure(error) ?? 'The console could not read the failures: its log tells why.';
}
