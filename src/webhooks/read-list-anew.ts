import type { QueryClient } from '@tanstack/react-query';
import type { ListedWebhook } from '../jira/client.ts';
import { consoleClient } from '../jira/console-client.ts';
import { JiraError } from '../jira/errors.ts';
import { readingRetryDelay, retriesReading } from '../jira/patience.ts';
import { webhooksQuery } from './webhooks-query.ts';

let readings = 0;

/** Longer than this nobody waits for a verdict: it is unknown until looked at again. */
const longestWaitMs = 60_000;

/**
 * A reading of its own, beside the page's: one that is shared would end with the page, or be cut short by
 * the next act, and give the list from before as if it were the answer.
 */
export async function readListAnew(
  queryClient: QueryClient,
  connectionId: string,
): Promise<ListedWebhook[]> {
  const { queryKey } = webhooksQuery(connectionId);
  const began = Date.now();
  // A reading under way would show the list as it was before the act.
  await queryClient.cancelQueries({ queryKey, exact: true });
  try {
    const list = await queryClient.fetchQuery({
      queryKey: [...queryKey, 'anew', `${++readings}`],
      queryFn: () => consoleClient(connectionId).jira.listWebhooks(),
      gcTime: 0,
      retry: (failures, error) =>
        failures < 3 &&
        retriesReading(failures, error) &&
        readingRetryDelay(failures, error) <= longestWaitMs,
      retryDelay: readingRetryDelay,
    });
    const known = queryClient.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
    // Unless something that began later is there already.
    if (known <= began) queryClient.setQueryData(queryKey, list);
    return list;
  } catch (error) {
    const isToWait = error instanceof JiraError && error.kind === 'rate-limited';
    if (!isToWait) void queryClient.invalidateQueries({ queryKey, exact: true });
    throw error;
  }
}
