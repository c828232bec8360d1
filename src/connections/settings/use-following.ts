import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { isNotUsable } from '../../jira/errors.ts';
import { connectionQuery } from './connection-query.ts';

/**
 * Keeps the screens true to the connection. `loaded` is what they were given, `current` what is known since:
 * where it differs they are given that, and once it can be used again, they read again.
 */
export function useFollowing(loaded: ConnectionSummary, current: ConnectionSummary): void {
  const client = useQueryClient();
  const router = useRouter();
  const { id } = loaded;
  const isChanged = textOf(loaded) !== textOf(current);
  const isUsable = canBeUsed(current);
  const couldBeUsed = useRef(canBeUsed(loaded));

  useEffect(() => {
    if (!isChanged) return;
    void router.invalidate({ filter: ({ routeId }) => routeId === '/$connection' });
  }, [router, isChanged]);

  useEffect(() => {
    if (isUsable && !couldBeUsed.current) {
      void client.invalidateQueries({ queryKey: ['connections', id] });
    }
    couldBeUsed.current = isUsable;
  }, [client, id, isUsable]);

  // Any reading may be what tells that it can't be used any more.
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return;
        const { queryKey, state } = event.query;
        if (queryKey[1] !== id || !isNotUsable(state.error)) return;
        void client.invalidateQueries({ queryKey: connectionQuery(id).queryKey });
      }),
    [client, id],
  );
}

const canBeUsed = ({ paused, problem }: ConnectionSummary) => !paused && !problem;

/** What the screens are given of it, to be compared. */
function textOf({ name, as, paused, problem, limit }: ConnectionSummary): string {
  return JSON.stringify([name, as, paused, problem?.kind, problem?.reason, limit]);
}
