import * as z from 'zod/mini';
import { webhookDetails, type Webhook, type WebhookDetails } from '../jira/wire.ts';

/** What to send to have the same webhook again: the listed one without what Jira gave it. */
export function detailsOf(webhook: Webhook): WebhookDetails {
  const { events, jqlFilter, fieldIdsFilter, issuePropertyKeysFilter } = webhook;
  return {
    events,
    jqlFilter,
    ...(fieldIdsFilter && { fieldIdsFilter }),
    ...(issuePropertyKeysFilter && { issuePropertyKeysFilter }),
  };
}

/** What an address may ask the form to begin with: a duplicate, or what was just deleted. */
export const prefill = z.object({ url: z.optional(z.string()), webhooks: z.array(webhookDetails) });
export type Prefill = z.output<typeof prefill>;

export function prefillOf(webhooks: readonly Webhook[]): Prefill {
  return { url: webhooks[0]?.url, webhooks: webhooks.map(detailsOf) };
}
