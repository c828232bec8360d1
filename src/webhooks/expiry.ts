import { formatDuration } from '../ui/durations.ts';
import { localDaysBetween } from '../ui/instants.ts';

/** How near a registration's end is. `undated`: Jira said no expiry for it. */
export type ExpiryState = 'expired' | 'day' | 'week' | 'healthy' | 'undated';

export const expiryStates = ['expired', 'day', 'week', 'healthy', 'undated'] as const;

const dayMs = 86_400_000;

/** Jira lets a dynamic webhook live this long after its registration or last refresh (Jira's REST docs, "Extend webhook life"). */
export const lifetimeMs = 30 * dayMs;

/** What is left at which a state begins, in ms: at ten to midnight, an end at five past is no matter of tomorrow. */
export const stateThresholds = [0, dayMs, 7 * dayMs] as const;

/** `expiresAt` and `now` in ms since the epoch. */
export function expiryState(expiresAt: number | undefined, now: number): ExpiryState {
  if (expiresAt === undefined) return 'undated';
  const left = expiresAt - now;
  if (left <= stateThresholds[0]) return 'expired';
  if (left <= stateThresholds[1]) return 'day';
  return left <= stateThresholds[2] ? 'week' : 'healthy';
}

/** The state as a person would say it; days are those of the reader's calendar. */
export function expiryWords(expiresAt: number | undefined, now: number): string {
  const days = localDaysBetween(now, expiresAt ?? now);
  switch (expiryState(expiresAt, now)) {
    case 'undated':
      return 'No expiry given';
    case 'expired':
      return 'Expired';
    case 'healthy':
      return 'Healthy';
    case 'day':
    case 'week':
      if (days === 0) return 'Expires today';
      return days === 1 ? 'Expires tomorrow' : `Expires in ${days} days`;
  }
}

/** `3 d 4 h` left, or `2 h 10 min ago`. */
export function remainingWords(expiresAt: number, now: number): string {
  return expiresAt > now
    ? formatDuration(expiresAt - now)
    : `${formatDuration(now - expiresAt)} ago`;
}
