import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import type { ArchivedFailure } from '../jira/failures.ts';
import { formatLocalShort } from '../ui/instants.ts';
import type { ShownBody } from './detail/failure-panel.tsx';
import { bodyQuery } from './failures-query.ts';
import { failureKey, parseFailureKey } from './search-state.ts';
import type { FailuresSearch } from './search.ts';

/** How many other bodies are offered to compare with. */
const mostCompared = 20;

/** The way out of a body. */
export const nothingOpen = { open: undefined, compare: undefined } as const;

/** The failure whose body is open, and its neighbours in the list. */
export function useOpenFailure(
  connectionId: string,
  failures: readonly ArchivedFailure[],
  { open: openKey, compare }: Pick<FailuresSearch, 'open' | 'compare'>,
  selected: ReadonlySet<string>,
  onSearch: (change: Partial<FailuresSearch>) => void,
) {
  const queryClient = useQueryClient();
  const index = useMemo(
    () => failures.findIndex((failure) => failureKey(failure) === openKey),
    [failures, openKey],
  );
  const latest = useRef({ openKey, onSearch });
  latest.current = { openKey, onSearch };
  const show = useCallback(
    (failure: ArchivedFailure) => latest.current.onSearch({ open: failureKey(failure) }),
    [],
  );
  const toggle = useCallback((failure: ArchivedFailure) => {
    const key = failureKey(failure);
    const { openKey, onSearch } = latest.current;
    onSearch(key === openKey ? nothingOpen : { open: key });
  }, []);
  const listed = failures[index];
  const newer = index > 0 ? failures[index - 1] : undefined;
  const older = index === -1 ? undefined : failures[index + 1];

  const compareWith = useMemo((): ShownBody['compareWith'] => {
    const chosen = [...selected].filter((key) => key !== openKey);
    // Where none is chosen: the nearest of the same event.
    const near = failures.filter(
      (failure) => failure.event === listed?.event && failureKey(failure) !== openKey,
    );
    const keys = chosen.length > 0 ? chosen : near.map(failureKey);
    const offered = new Set(keys.slice(0, mostCompared));
    // Whoever is sent the address may have another list, or none yet.
    if (compare !== undefined && compare !== openKey) offered.add(compare);
    return [...offered].flatMap((key) => {
      const name = parseFailureKey(key);
      if (!name) return [];
      const known = failures.find((failure) => failureKey(failure) === key);
      if (known?.bodySize === null) return [];
      const about = known ? [known.event, known.issueKey].filter(Boolean).join(' ') : name.id;
      return [
        {
          key,
          label: `${formatLocalShort(name.failureTime)} ${about}`,
          load: () => queryClient.fetchQuery(bodyQuery(connectionId, name)),
        },
      ];
    });
  }, [compare, connectionId, failures, listed?.event, openKey, queryClient, selected]);

  return {
    listed,
    newer: newer && (() => show(newer)),
    older: older && (() => show(older)),
    compareWith,
    show,
    toggle,
  };
}
