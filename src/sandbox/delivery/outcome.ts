/** What becomes of a delivery after an attempt (Atlassian, "Webhooks": "Retry policy"). */
import { minute } from '../clock.ts';
import { recordFailures } from '../failures.ts';
import type { Delivery, FailureRecord, SandboxState } from '../state.ts';
import type { Step } from '../store.ts';

export type Outcome = 'delivered' | 'retry' | 'refused';

const mostRetries = 5;
const shortestBackOff = 5 * minute;
const longestBackOff = 15 * minute;
/** Jira drops the body of some records. Which is not established: here, of every seventh. */
const bodyDroppedEvery = 7;

const retriedStatuses = new Set([408, 409, 425, 429]);

export function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 500 || retriedStatuses.has(status) ? 'retry' : 'refused';
}

/** An attempt that is over. */
export interface Attempted {
  id: string;
  outcome: Outcome;
}

/** `random` gives from 0 up to 1. A delivery that is no longer there, as after a reset, stays away. */
export function recordOutcomes(
  state: SandboxState,
  attempted: readonly Attempted[],
  random: () => number,
  now: number,
): Step<void> {
  const deliveries = new Map(state.deliveries);
  const failures: FailureRecord[] = [];
  let { delivered, givenUp } = state;
  for (const { id, outcome } of attempted) {
    const delivery = deliveries.get(id);
    if (delivery === undefined) continue;
    if (outcome === 'retry' && delivery.attempts < mostRetries) {
      const dueAt = now + backOff(random());
      deliveries.set(id, { ...delivery, attempts: delivery.attempts + 1, dueAt });
      continue;
    }
    deliveries.delete(id);
    if (outcome === 'delivered') delivered++;
    else failures.push(failureOf(delivery, now, ++givenUp % bodyDroppedEvery === 0));
  }
  const next = { ...state, deliveries, delivered, givenUp };
  return failures.length === 0
    ? { state: next, answer: undefined }
    : recordFailures(next, failures, now);
}

function backOff(random: number): number {
  return shortestBackOff + Math.floor(random * (longestBackOff - shortestBackOff));
}

function failureOf(delivery: Delivery, now: number, dropped: boolean): FailureRecord {
  const { id, identity, url, body } = delivery;
  const record = { id, identity, url, failureTime: now };
  return dropped ? record : { ...record, body };
}
