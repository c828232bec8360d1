import { queryOptions } from '@tanstack/react-query';
import { loadSample } from './samples.ts';

/** A sample never changes while the page is open. */
export function sampleQuery(eventName: string) {
  return queryOptions({
    queryKey: ['payload samples', eventName],
    queryFn: () => loadSample(eventName),
    staleTime: Infinity,
  });
}
