import { queryOptions } from '@tanstack/react-query';
import { connectionSummaries } from '../jira/connection.ts';
import { createTransport } from '../jira/transport.ts';

const console = createTransport({ baseUrl: '/api' });

/** The identities that this console can act as. They change only when it is set up anew. */
export function connectionsQuery() {
  return queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) =>
      console.read({ method: 'GET', path: '/connections', signal }, connectionSummaries),
    staleTime: 5 * 60_000,
  });
}
