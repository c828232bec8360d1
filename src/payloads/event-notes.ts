/** What is worth saying of an event beside its sample. */
import type { WebhookEvent } from '../jira/events.ts';

/** Which filters of a registration apply to it, in a sentence. */
export function filterNote(event: WebhookEvent): string {
  if (event.reach === 'admin') {
    return 'It reaches the webhooks of administrators only: a dynamic webhook cannot subscribe to it.';
  }
  const filters = [
    event.jql && 'the JQL filter',
    event.fieldIds && 'the field filter',
    event.propertyKeys && 'the property filter',
  ].filter((name) => name !== false);
  switch (filters.length) {
    case 0:
      return 'No filter applies to it, since it carries no issue.';
    case 1:
      return `Of the filters, ${filters[0]} applies to it.`;
    default:
      return `Of the filters, ${filters.join(' and ')} apply to it.`;
  }
}

const unpublished =
  'Nobody has published a payload of this event. That it carries the issue, and the property beside it, is not established.';

const doubts: Readonly<Record<string, string>> = {
  issue_property_set: unpublished,
  issue_property_deleted: unpublished,
  'jira:version_merged':
    'Atlassian’s page on webhooks names this event in one place. In another it says that a merge arrives as jira:version_deleted with mergedTo.',
};

/** What is not certain of the shape of its payload, or undefined. */
export function shapeDoubt(eventName: string): string | undefined {
  return Object.hasOwn(doubts, eventName) ? doubts[eventName] : undefined;
}
