/**
 * Jira writes an instant as `2019-06-01T12:42:30.000+0000`: ISO 8601, but with an offset that has no
 * colon, which RFC 3339 parsers refuse (FACTS: "expirationDate").
 */
const jiraDate = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds since the epoch, or undefined where the text is no instant that Jira would write. */
export function parseJiraDate(text: string): number | undefined {
  const [, instant, offset] = jiraDate.exec(text) ?? [];
  if (instant === undefined || offset === undefined) return undefined;
  const zone = offset === 'Z' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const milliseconds = Date.parse(instant + zone);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** The instant as Jira writes it, in UTC. Throws RangeError where `milliseconds` is not a date. */
export function formatJiraDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '+0000');
}
