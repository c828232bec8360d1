import * as z from 'zod/mini';
import type { ListedWebhook } from '../jira/client.ts';
import type { WebhookId } from '../jira/wire.ts';
import { expiryState, expiryStates } from './expiry.ts';

export const sortKeys = ['expiry', 'id', 'events', 'filter', 'url', 'failures'] as const;
export type SortKey = (typeof sortKeys)[number];

/** The router reads `?q=12` as a number. */
const text = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

/**
 * The state of the screen, as it stands in the address. A value that makes no sense becomes its default:
 * an address heals, it never breaks the screen.
 */
export const webhooksSearch = z.object({
  q: z.catch(z._default(text, ''), ''),
  status: z.catch(z.optional(z.enum(expiryStates)), undefined),
  event: z.catch(z.optional(z.string()), undefined),
  sort: z.catch(z._default(z.enum(sortKeys), 'expiry'), 'expiry'),
  descending: z.catch(z._default(z.boolean(), false), false),
  selected: z.catch(z._default(text, ''), ''),
  open: z.catch(z.optional(z.number()), undefined),
});
export type WebhooksSearch = z.output<typeof webhooksSearch>;
export const webhooksSearchDefaults = {
  q: '',
  sort: 'expiry',
  descending: false,
  selected: '',
} as const satisfies Partial<WebhooksSearch>;

type Filters = Pick<WebhooksSearch, 'q' | 'status' | 'event'>;

/** The webhooks that every word of the search, the status and the event let through. */
export function filterWebhooks(
  webhooks: readonly ListedWebhook[],
  { q, status, event }: Filters,
  now: number,
): ListedWebhook[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return webhooks.filter(
    (webhook) =>
      (status === undefined || expiryState(webhook.expirationDate, now) === status) &&
      (event === undefined || webhook.events.includes(event)) &&
      words.every((word) => searchText(webhook).includes(word)),
  );
}

const searchTexts = new WeakMap<ListedWebhook, string>();

function searchText(webhook: ListedWebhook): string {
  const known = searchTexts.get(webhook);
  if (known !== undefined) return known;
  const text = [
    webhook.id,
    webhook.jqlFilter,
    webhook.url,
    ...webhook.events,
    ...(webhook.fieldIdsFilter ?? []),
    ...(webhook.issuePropertyKeysFilter ?? []),
  ]
    .join(' ')
    .toLowerCase();
  searchTexts.set(webhook, text);
  return text;
}

/** A new list; equal ones stay in the order of their ids, whichever way the rest runs. */
export function sortWebhooks(
  webhooks: readonly ListedWebhook[],
  { sort, descending }: Pick<WebhooksSearch, 'sort' | 'descending'>,
  failures?: ReadonlyMap<WebhookId, { count: number }>,
): ListedWebhook[] {
  const direction = descending ? -1 : 1;
  const failed = ({ id }: ListedWebhook) => failures?.get(id)?.count ?? 0;
  const compare =
    sort === 'failures'
      ? (a: ListedWebhook, b: ListedWebhook) => failed(a) - failed(b)
      : comparisons[sort];
  return webhooks.toSorted((a, b) => direction * compare(a, b) || a.id - b.id);
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const comparisons: Record<
  Exclude<SortKey, 'failures'>,
  (a: ListedWebhook, b: ListedWebhook) => number
> = {
  expiry: (a, b) => (a.expirationDate ?? Infinity) - (b.expirationDate ?? Infinity) || 0,
  id: (a, b) => a.id - b.id,
  events: (a, b) => byText(a.events.join(' '), b.events.join(' ')),
  filter: (a, b) => byText(a.jqlFilter.toLowerCase(), b.jqlFilter.toLowerCase()),
  url: (a, b) => byText(a.url ?? '', b.url ?? ''),
};

/** The events that occur in the list, with how many webhooks listen to each, commonest first. */
export function eventCounts(webhooks: readonly ListedWebhook[]): [event: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { events } of webhooks) {
    for (const event of new Set(events)) counts.set(event, (counts.get(event) ?? 0) + 1);
  }
  return [...counts].toSorted(([a, m], [b, n]) => n - m || byText(a, b));
}
