import type { ListedWebhook } from '../jira/client.ts';
import { expiryState, expiryStates, type ExpiryState } from './expiry.ts';

export interface Summary {
  total: number;
  byState: Record<ExpiryState, number>;
  /** The one that ends next; of those already expired none. */
  next: ListedWebhook | undefined;
}

export function summarize(webhooks: readonly ListedWebhook[], now: number): Summary {
  const byState: Record<ExpiryState, number> = {
    expired: 0,
    day: 0,
    week: 0,
    healthy: 0,
    undated: 0,
  };
  let next: ListedWebhook | undefined;
  for (const webhook of webhooks) {
    const { expirationDate } = webhook;
    byState[expiryState(expirationDate, now)]++;
    if (expirationDate === undefined || expirationDate <= now) continue;
    if (expirationDate < (next?.expirationDate ?? Infinity)) next = webhook;
  }
  return { total: webhooks.length, byState, next };
}

/** Those that are alive and end within so many days (of 24 hours), soonest first. */
export function expiringWithin(
  webhooks: readonly ListedWebhook[],
  days: number,
  now: number,
): ListedWebhook[] {
  const end = now + days * 86_400_000;
  return webhooks
    .filter(({ expirationDate = Infinity }) => expirationDate > now && expirationDate <= end)
    .toSorted((a, b) => (a.expirationDate ?? 0) - (b.expirationDate ?? 0));
}

/** The states that occur, most urgent first. */
export function statesPresent({ byState }: Summary): ExpiryState[] {
  return expiryStates.filter((state) => byState[state] > 0);
}
