import { queryOptions } from '@tanstack/react-query';
import { consoleClient } from '../jira/console-client.ts';

/** How often the list is read again while somebody looks. */
export const rereadMs = 60_000;

/** All registrations that this connection may see, read anew each minute and whenever the tab comes back. */
export function webhooksQuery(connectionId: string) {
  return queryOptions({
    queryKey: ['connections', connectionId, 'webhooks'],
    queryFn: ({ signal }) => consoleClient(connectionId).jira.listWebhooks({ signal }),
    staleTime: 10_000,
    refetchInterval: rereadMs,
    refetchOnWindowFocus: 'always',
  });
}
