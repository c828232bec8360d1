import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rereadMs } from '../webhooks-query.ts';
import { countFailures } from './count-failures.ts';
import { countText } from './words.ts';

const hour = 3_600_000;

function failedTotalQuery(connectionId: string) {
  return queryOptions({
    queryKey: ['connections', connectionId, 'failed-total'],
    queryFn: async ({ signal }) => {
      // The hour under way and 71 before it, as on the list of registrations.
      const from = Math.floor(Date.now() / hour - 71) * hour;
      return countFailures(connectionId, from, signal);
    },
    staleTime: 10_000,
    refetchInterval: rereadMs,
  });
}

/** How many deliveries of a connection failed lately; a dash as long as nobody can say. */
export function FailedTotal({ connectionId }: { connectionId: string }) {
  const { data: count } = useQuery(failedTotalQuery(connectionId));
  if (count === undefined) return '–';
  if (count === 0) return '0';
  return (
    <Link to="/$connection/failures" params={{ connection: connectionId }}>
      {countText(count)}
      <span className="visually-hidden"> failed deliveries in the last 72 hours</span>
    </Link>
  );
}
