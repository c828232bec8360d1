/**
 * Which registrations leave nothing out. Needed by the list, so it does without the JQL parser: it knows
 * the few forms that are worth knowing, and takes every other filter for a narrowing one.
 */
import { gatesOf } from './event-gates.ts';
import type { Webhook } from './wire.ts';

/** Fields that no issue lacks, with JQL's other names for them. */
const everyIssueHas = /^(?:project|issuekey|key|issue|id|issuetype|type|status)$/i;
const isNotEmpty =
  /^(?<quote>["']?)(?<field>\w+)\k<quote>\s*(?:!=\s*|(?<=[\s"'])is\s+not\s+)(?:empty|null)$/i;

/** Whether every issue satisfies the filter: no filter at all, or one clause such as `project != EMPTY`. */
export function isCatchAll(jql: string): boolean {
  const text = jql.trim();
  if (text === '') return true;
  const { field } = isNotEmpty.exec(text)?.groups ?? {};
  return field !== undefined && everyIssueHas.test(field);
}

/**
 * Whether none of a registration's filters narrows anything, which makes it listen to everything its
 * events tell. A filter narrows only where it gates at least one of the events: JQL where an event has an
 * issue, field ids `jira:issue_updated`, property keys the two property events. So a sprint registration
 * with `project = A` hears the sprints of all projects, and is unfiltered; and one that hears every new
 * issue but only some updates is not, since somebody narrowed it on purpose.
 */
export function isUnfiltered(
  registration: Pick<
    Webhook,
    'events' | 'jqlFilter' | 'fieldIdsFilter' | 'issuePropertyKeysFilter'
  >,
): boolean {
  const { events, jqlFilter, fieldIdsFilter, issuePropertyKeysFilter } = registration;
  const gates = (filter: keyof ReturnType<typeof gatesOf>) =>
    events.some((name) => gatesOf(name)[filter]);
  return !(
    (!isCatchAll(jqlFilter) && gates('jql')) ||
    (isNarrowing(fieldIdsFilter) && gates('fieldIds')) ||
    (isNarrowing(issuePropertyKeysFilter) && gates('propertyKeys'))
  );
}

/** Absent means all. An empty list names nothing to compare with, and is read the same. */
export function isNarrowing(filter: readonly string[] | undefined): filter is readonly string[] {
  return filter !== undefined && filter.length > 0;
}
