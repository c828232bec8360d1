import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { recentFailuresQuery } from './recent-failures-query.ts';
import { recentByWebhook } from './recent-failures.ts';

/** Asked for once the list is there, which never waits for them. */
export function useRecentFailures(connectionId: string, enabled: boolean) {
  const { data, error } = useQuery({ ...recentFailuresQuery(connectionId), enabled });
  return {
    failures: useMemo(() => data && recentByWebhook(data), [data]),
    failuresProblem: data ? null : error,
  };
}
