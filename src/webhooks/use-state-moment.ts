import { useMemo } from 'react';
import type { ListedWebhook } from '../jira/client.ts';
import { useNow, useTicking } from '../ui/now.tsx';
import { stateThresholds } from './expiry.ts';

/**
 * The moment by which a list is sorted into states. It stands still while no state changes, so that a
 * ticking clock renders no table: a state changes only when an expiry crosses a threshold.
 */
export function useStateMoment(webhooks: readonly ListedWebhook[]): number {
  const now = useNow();
  const expiries = useMemo(
    () => Float64Array.from(webhooks, ({ expirationDate = Infinity }) => expirationDate).toSorted(),
    [webhooks],
  );
  const digest = useTicking((at) =>
    stateThresholds.map((left) => countUpTo(expiries, at + left)).join(' '),
  );
  // oxlint-disable-next-line react/exhaustive-deps -- the digest is what makes the moment pass
  return useMemo(() => now(), [now, digest, webhooks]);
}

/** How many of the ascending numbers are not above `limit`, by bisection. */
function countUpTo(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
