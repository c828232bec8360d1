import { hour } from './clock.ts';
import type { FailureRecord, SandboxState } from './state.ts';
import type { Step } from './store.ts';

/** "After 72 hours the failure may no longer be returned": here it is not (OpenAPI, getFailedWebhooks). */
export const keptFailuresMs = 72 * hour;

/**
 * The Connect app's oldest failures after the cursor; an OAuth app may not ask for its own. Records that share a failure time are never split over pages,
 * not even past `maxResults`: the cursor is a time, and would skip the rest of them.
 */
export function failuresAfter(
  state: SandboxState,
  after: number,
  maxResults: number,
  now: number,
): FailureRecord[] {
  const due = [...state.failures.values()]
    .filter((record) => record.failureTime > after && isListed(record, now))
    .toSorted(byTime);
  const last = due[maxResults - 1];
  return due.filter(
    ({ failureTime }, index) => index < maxResults || failureTime === last?.failureTime,
  );
}

/** Where a delivery that is given up is written down; also by hand. */
export function recordFailures(
  state: SandboxState,
  records: readonly FailureRecord[],
  now: number,
): Step<void> {
  const remembered = [...state.failures.values(), ...records].filter((record) =>
    isRemembered(record, now),
  );
  const failures = new Map(remembered.map((record) => [record.id, record]));
  return { state: { ...state, failures }, answer: undefined };
}

export function countFailures(state: SandboxState, now: number): number {
  return [...state.failures.values()].filter((record) => isListed(record, now)).length;
}

function isListed(record: FailureRecord, now: number): boolean {
  return record.identity !== 'oauth' && isRemembered(record, now);
}

function isRemembered({ failureTime }: FailureRecord, now: number): boolean {
  return now < failureTime + keptFailuresMs;
}

function byTime(one: FailureRecord, other: FailureRecord): number {
  return one.failureTime - other.failureTime || (one.id < other.id ? -1 : 1);
}
