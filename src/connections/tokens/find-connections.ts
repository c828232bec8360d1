import type { ConnectionSummary } from '../../jira/connection.ts';

type Findable = Pick<ConnectionSummary, 'id' | 'name' | 'siteUrl' | 'as'>;

/** What tells a connection from others of the same name. */
export function detailOf({ siteUrl, as }: Pick<Findable, 'siteUrl' | 'as'>): string {
  const host = siteUrl.replace(/^https?:\/\//, '');
  return as === undefined ? host : `${host}, as ${as}`;
}

/** Those that hold every word of what is typed, in their order. */
export function findConnections<Connection extends Findable>(
  connections: readonly Connection[],
  typed: string,
): Connection[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return connections.filter((connection) => {
    const text = `${connection.name} ${detailOf(connection)} ${connection.id}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
