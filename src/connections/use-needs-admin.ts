import { useQuery } from '@tanstack/react-query';
import { meQuery } from './me-query.ts';

/** Why whoever is here may not change connections and tokens; undefined where they may. */
export function useNeedsAdmin(): string | undefined {
  const { data: me } = useQuery(meQuery());
  return me && me.role !== 'admin' ? `Your role is ${me.role}: this needs admin` : undefined;
}
