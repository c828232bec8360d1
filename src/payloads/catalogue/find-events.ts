import { webhookEvents, type WebhookEvent } from '../../jira/events.ts';

/** The events that every word of a search is found in, by group, in the order of Jira's own list. */
export function findEvents(query: string): Map<string, WebhookEvent[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = webhookEvents.filter((event) =>
    words.every((word) => searchText(event).includes(word)),
  );
  return Map.groupBy(found, groupTitle);
}

function searchText({ name, group, trigger, reach }: WebhookEvent): string {
  return `${name} ${group} ${trigger} ${reach === 'admin' ? 'administrators' : 'dynamic'}`.toLowerCase();
}

export function groupTitle({ group, reach }: WebhookEvent): string {
  const name = group.charAt(0).toUpperCase() + group.slice(1);
  return reach === 'admin' ? `${name} (administrators’ webhooks only)` : name;
}
