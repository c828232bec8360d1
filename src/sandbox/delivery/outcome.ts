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

/** `random` gives from 0 up to 1. A delivery that is no longer there, as after a reset, stays away. */
export function recordOutcome(
  state: SandboxState,
  id: string,
  outcome: Outcome,
  random: () => number,
  now: number,
): Step<void> {
  const delivery = state.deliveries.get(id);
  if (delivery === undefined) return { state, answer: undefined };
  const deliveries = new Map(state.deliveries);
  if (outcome === 'retry' && delivery.attempts < mostRetries) {
    const backOff = shortestBackOff + Math.floor(random() * (longestBackOff - shortestBackOff));
    deliveries.set(id, { ...delivery, attempts: delivery.attempts + 1, dueAt: now + backOff });
    return { state: { ...state, deliveries }, answer: undefined };
  }
  deliveries.delete(id);
  if (outcome === 'delivered') {
    return { state: { ...state, deliveries, delivered: state.delivered + 1 }, answer: undefined };
  }
  const givenUp = state.givenUp + 1;
  return recordFailures(
    { ...state, deliveries, givenUp },
    [failureOf(delivery, now, givenUp % bodyDroppedEvery === 0)],
    now,
  );
}

function failureOf(delivery: Delivery, now: number, dropped: boolean): FailureRecord {
  const { id, identity, url, body } = delivery;
  const record = { id, identity, url, failureTime: now };
  return dropped ? record : { ...record, body };
}
