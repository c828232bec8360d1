import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { connectionDetails, type ConnectionDetails } from '../../jira/connection-details.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { createServerClock } from '../../jira/server-clock.ts';
import { createTransport } from '../../jira/transport.ts';
import { connectionsQuery } from '../connections-query.ts';

/** The console's own time, by which it tells moments of its own. */
export const consoleClock = createServerClock();

export const connectionsApi = createTransport({
  baseUrl: '/api/connections',
  onServerDate: consoleClock.observe,
});

export const connectionPath = (id: string) => `/${encodeURIComponent(id)}`;

export function readConnection(id: string, signal?: AbortSignal): Promise<ConnectionDetails> {
  const call = { method: 'GET', path: connectionPath(id), ...(signal ? { signal } : {}) };
  return connectionsApi.read(call, connectionDetails);
}

/** One connection as it is now: somebody else may have changed it, or its consent may have ended. */
export function connectionQuery(id: string) {
  return queryOptions({
    queryKey: ['connections', id, 'details'],
    queryFn: async ({ signal, client }) => {
      const details = await readConnection(id, signal);
      keepInList(client, details);
      return details;
    },
    refetchInterval: 30_000,
    refetchOnWindowFocus: 'always',
  });
}

/** Everything that tells of the connection follows, without asking anew. */
export function takeUp(client: QueryClient, changed: ConnectionSummary): void {
  client.setQueryData(connectionQuery(changed.id).queryKey, (known) => ({
    ...changed,
    ...(known?.quota ? { quota: known.quota } : {}),
  }));
  keepInList(client, changed);
}

/** From the list come the header, and what the screens of a connection are given. */
function keepInList(client: QueryClient, changed: ConnectionDetails): void {
  const { quota: _, ...summary } = changed;
  client.setQueryData(connectionsQuery().queryKey, (known) =>
    known?.map((one) => (one.id === summary.id ? summary : one)),
  );
}
