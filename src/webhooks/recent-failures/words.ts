import type { RecentFailures } from './recent-failures.ts';

const hour = 3_600_000;

/** `31 failed deliveries in the last 72 hours, last 2 h ago`. */
export function failuresWords(failures: RecentFailures): string {
  const { count } = failures;
  const what = count === 1 ? 'failed delivery' : 'failed deliveries';
  return `${countText(count)} ${what} in the last 72 hours, ${lastWords(failures)}`;
}

/** Hours are all that is known of the time: the one under way, or how many lie between. */
export function lastWords({ hours, to }: Pick<RecentFailures, 'hours' | 'to'>): string {
  const last = hours.reduce((latest, { time }) => Math.max(latest, time), 0);
  const ago = Math.round((to - last) / hour) - 1;
  return ago <= 0 ? 'last in this hour' : `last ${ago} h ago`;
}

export const countText = (count: number): string => count.toLocaleString();
