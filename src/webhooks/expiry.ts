import { formatDuration } from '../ui/durations.ts';
import { localDaysBetween } from '../ui/instants.ts';

/** How urgent a registration's end is. `undated`: Jira said no expiry for it. */
export type ExpiryState = 'expired' | 'today' | 'soon' | 'healthy' | 'undated';

export const expiryStates = ['expired', 'today', 'soon', 'healthy', 'undated'] as const;

/** Up to this many calendar days ahead an end is worth naming. */
export const soonDays = 7;

/** Jira lets a dynamic webhook live this long after its registration or last refresh (Jira's REST docs, "Extend webhook life"). */
export const lifetimeMs = 30 * 86_400_000;

/** `expiresAt` and `now` in ms since the epoch; days are those of the reader's calendar. */
export function expiryState(expiresAt: number | undefined, now: number): ExpiryState {
  if (expiresAt === undefined) return 'undated';
  if (expiresAt <= now) return 'expired';
  const days = localDaysBetween(now, expiresAt);
  if (days === 0) return 'today';
  return days <= soonDays ? 'soon' : 'healthy';
}

/** The state as a person would say it. */
export function expiryWords(expiresAt: number | undefined, now: number): string {
  switch (expiryState(expiresAt, now)) {
    case 'undated':
      return 'No expiry given';
    case 'expired':
      return 'Expired';
    case 'today':
      return 'Expires today';
    case 'soon': {
      const days = localDaysBetween(now, expiresAt ?? now);
      return days === 1 ? 'Expires tomorrow' : `Expires in ${days} days`;
    }
    case 'healthy':
      return 'Healthy';
  }
}

/** `3 d 4 h` left, or `2 h 10 min ago`. */
export function remainingWords(expiresAt: number, now: number): string {
  return expiresAt > now
    ? formatDuration(expiresAt - now)
    : `${formatDuration(now - expiresAt)} ago`;
}
