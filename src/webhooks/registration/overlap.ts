import { isCatchAll, isNarrowing } from '../../jira/catch-all.ts';
import type { WebhookDetails } from '../../jira/wire.ts';

export interface Overlap<Other> {
  other: Other;
  /** The events that would be delivered twice. */
  events: string[];
}

/**
 * The first of `others` that would deliver the same events to the same URL a second time. It is told only
 * where it is certain: equal filters, or one that lets everything through.
 */
export function findOverlap<Other extends WebhookDetails & { url?: string | undefined }>(
  details: WebhookDetails,
  url: string,
  others: readonly Other[],
): Overlap<Other> | undefined {
  for (const other of others) {
    if (other.url !== url) continue;
    const events = details.events.filter(
      (event) => other.events.includes(event) && sameIssues(event, details, other),
    );
    if (events.length > 0) return { other, events };
  }
  return undefined;
}

function sameIssues(event: string, one: WebhookDetails, other: WebhookDetails): boolean {
  // Sprints and versions know no filter: each registration hears them all.
  if (/^(?:sprint_|jira:version_)/.test(event)) return true;
  return (
    meet(one.jqlFilter, other.jqlFilter) &&
    (event !== 'jira:issue_updated' || share(one.fieldIdsFilter, other.fieldIdsFilter)) &&
    (!event.startsWith('issue_property_') ||
      share(one.issuePropertyKeysFilter, other.issuePropertyKeysFilter))
  );
}

function meet(one: string, other: string): boolean {
  return normal(one) === normal(other) || isCatchAll(one) || isCatchAll(other);
}

/** Blanks and the case of words outside quotes make no difference to JQL. */
function normal(jql: string): string {
  return jql
    .split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/)
    .map((part, index) => (index % 2 ? part : part.replaceAll(/\s+/g, ' ').toLowerCase()))
    .join('')
    .trim();
}

function share(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (!isNarrowing(one) || !isNarrowing(other)) return true;
  return one.some((entry) => other.includes(entry));
}
