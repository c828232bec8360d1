import type { FailureSparklines } from '../../jira/failure-sparklines.ts';
import type { WebhookId } from '../../jira/wire.ts';

/** The failures of one registration in a stretch of whole hours. */
export interface RecentFailures {
  from: number;
  to: number;
  count: number;
  hours: readonly { time: number; count: number }[];
}

export function recentByWebhook({
  from,
  to,
  registrations,
}: FailureSparklines): ReadonlyMap<WebhookId, RecentFailures> {
  return new Map(
    registrations.map(({ webhookId, count, hours }) => [webhookId, { from, to, count, hours }]),
  );
}
