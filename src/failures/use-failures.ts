import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useNow } from '../ui/now.tsx';
import { filterQuery } from './archive-client.ts';
import {
  histogramQuery,
  listQuery,
  newFailuresQuery,
  readWhatWasMissed,
  statusQuery,
} from './failures-query.ts';
import { chosenRange, wholeRange } from './search-state.ts';
import type { FailuresSearch } from './search.ts';
import { widthFor } from './timeline/bar-edges.ts';

/** All that the screen shows, as the address asks for it. */
export function useFailures(connectionId: string, search: FailuresSearch) {
  const clock = useNow();
  const status = useQuery(statusQuery(connectionId));
  const queryClient = useQueryClient();
  const answeredAt = status.dataUpdatedAt;
  useEffect(() => {
    if (answeredAt > 0) void readWhatWasMissed(queryClient, connectionId);
  }, [answeredAt, queryClient, connectionId]);
  /** How often one asked for what is new, and the site's time then: the span ends with that hour. */
  const [view, setView] = useState({ generation: 0, now: clock() });
  // Corrected once the site's time is known.
  const siteNow =
    status.data && status.data.now - view.now > correctionMs ? status.data.now : view.now;
  const { generation } = view;
  const whole = useMemo(() => wholeRange(search, siteNow), [search, siteNow]);
  // What is typed is painted before what it asks for is fetched.
  const text = useDeferredValue(search.text);
  const filter = filterQuery({ ...search, text }, whole);
  const isKnown = status.data !== undefined;

  const list = useInfiniteQuery({
    ...listQuery(connectionId, filter, generation),
    enabled: isKnown,
  });
  const { from, to } = whole;
  const histogram = useQuery({
    ...histogramQuery(
      connectionId,
      { ...filter, from, to, by: widthFor(from, to), split: search.split },
      generation,
    ),
    enabled: isKnown,
  });
  const pages = list.data?.pages;
  const failures = useMemo(() => pages?.flatMap((page) => page.failures) ?? [], [pages]);
  // Nothing archived yet is a moment too: whatever comes is new.
  const asOf = list.isPlaceholderData ? undefined : pages && (pages[0]?.asOf ?? 0);
  const news = useQuery(
    newFailuresQuery(connectionId, filter, asOf, status.data?.archivedAt ?? undefined),
  );
  const latest = status.data?.archivedAt ?? 0;
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  return {
    status,
    whole,
    filter,
    generation,
    list,
    failures,
    histogram,
    chosen: chosenRange(search, whole),
    now: siteNow,
    /** How many came since the list was read. */
    newCount: asOf !== undefined && latest > asOf ? (news.data ?? 0) : 0,
    readOn,
    showNew: () => setView({ generation: generation + 1, now: clock() }),
  };
}

/** Less is only the time that the answer took, or that one has been looking. */
const correctionMs = 3_600_000;
