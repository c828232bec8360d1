const local = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const localShort = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const localDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const localTime = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `Tue, 24 Nov 2026, 14:05:09 GMT+1`: the reader's zone, said with it. */
export const formatLocal = (instant: number): string => local.format(instant);

/** `Tue, 24 Nov, 14:05`: for lists, where the year and the zone go without saying. */
export const formatLocalShort = (instant: number): string => localShort.format(instant);

/** `Tue, 24 Nov`. */
export const formatLocalDay = (instant: number): string => localDay.format(instant);

/** `14:05:09`. */
export const formatLocalTime = (instant: number): string => localTime.format(instant);

/** `2026-11-24 13:05:09 UTC`: what to write in a ticket. */
export const formatUtc = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, -5).replace('T', ' ')} UTC`;

/** Midnight that began the reader's own day. */
export function startOfLocalDay(instant: number): number {
  return new Date(instant).setHours(0, 0, 0, 0);
}

/** Calendar days from one instant's day to another's, in the reader's zone; a day of 23 or 25 hours is one. */
export function localDaysBetween(from: number, to: number): number {
  return Math.round((startOfLocalDay(to) - startOfLocalDay(from)) / 86_400_000);
}
