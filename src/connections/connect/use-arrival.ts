import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { connectionsQuery } from '../connections-query.ts';
import type { Connected } from './arrival.ts';
import type { ConnectSearch } from './search.ts';

export type OnArrived = (arrival: Connected) => void;

/** Goes on to what a consent led to, once the list of connections knows of it. */
export function useArrival({ connected, healed }: ConnectSearch, onArrived: OnArrived): boolean {
  const queries = useQueryClient();
  const ids = connected ?? healed;
  const kind = connected === undefined ? 'healed' : 'connected';
  useEffect(() => {
    if (ids === undefined) return;
    let isHere = true;
    void queries
      .fetchQuery({ ...connectionsQuery(), staleTime: 0 })
      .catch(() => [])
      .then((connections) => {
        const told = new Set(ids.split(','));
        const known = connections.filter(({ id }) => told.has(id));
        if (isHere) onArrived({ kind, connectionIds: known.map(({ id }) => id) });
      });
    return () => {
      isHere = false;
    };
    // Once for each address: what is done then is the same however often the page is drawn.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ids, kind]);
  return ids !== undefined;
}
