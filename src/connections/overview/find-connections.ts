import type { ConnectionSummary } from '../../jira/connection.ts';

/** Whether nothing comes from it until somebody acts. */
export const needsAttention = ({ problem, paused }: ConnectionSummary): boolean =>
  problem !== undefined || paused === true;

/** The site as people say it. */
export const siteOf = ({ siteUrl }: Pick<ConnectionSummary, 'siteUrl'>): string =>
  siteUrl.replace(/^https?:\/\//, '');

/** Those that every word is in: the name, the site, or the user whom it acts for. */
export function findConnections(
  connections: readonly ConnectionSummary[],
  q: string,
): readonly ConnectionSummary[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return connections;
  return connections.filter((connection) => {
    const text = `${connection.name} ${siteOf(connection)} ${connection.as ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** `Acme 9` before `Acme 10`. One collator: making one costs more than a thousand comparisons. */
const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function byName(connections: readonly ConnectionSummary[]): ConnectionSummary[] {
  return connections.toSorted((a, b) => order.compare(a.name, b.name) || order.compare(a.id, b.id));
}

/** What is broken, then what is paused, then the rest; each by name. */
export function byUrgency(connections: readonly ConnectionSummary[]): ConnectionSummary[] {
  return byName(connections).toSorted((a, b) => urgency(a) - urgency(b));
}

const urgency = ({ problem, paused }: ConnectionSummary) => (problem ? 0 : paused ? 1 : 2);
