import { formatDuration } from '../ui/durations.ts';
import { useTicking } from '../ui/now.tsx';

/** How long until what failed is tried again by itself. */
export function RetryCountdown({ at }: { at: number }) {
  const words = useTicking((now) => (at > now ? `in ${formatDuration(at - now + 999)}` : 'now'));
  return <span role="timer">Trying again {words}.</span>;
}
