/** Sprints and versions have no issue, so no filter of a registration applies to them. */
const withoutIssue = /^(?:sprint|jira:version)_/;

/**
 * Which filters of a registration an event that it may subscribe to has to pass, by its name alone: the
 * list asks this of every row, and does without the catalogue's words (`events.ts`). An event that this
 * program does not know is taken for one that JQL applies to.
 */
export function gatesOf(name: string) {
  return {
    /** The event carries an issue. */
    jql: !withoutIssue.test(name),
    fieldIds: name === 'jira:issue_updated',
    propertyKeys: name.startsWith('issue_property_'),
  };
}
