import { queryOptions } from '@tanstack/react-query';
import { rereadMs } from '../webhooks-query.ts';

/** The failed deliveries of each registration in the last 72 hours, by the console's own archive. */
export function recentFailuresQuery(connectionId: string) {
  return queryOptions({
    queryKey: ['connections', connectionId, 'recent-failures'],
    // Not part of the first load: the list comes first, and stands without them.
    queryFn: async ({ signal }) =>
      (await import('./read-recent-failures.ts')).readRecentFailures(connectionId, signal),
    staleTime: 10_000,
    refetchInterval: rereadMs,
  });
}
