import { visibleText } from '../../jira/visible-text.ts';
import { startOfLocalDay } from '../../ui/instants.ts';
import type { Bar } from './bars.ts';
import type { TimeRange } from './bar-edges.ts';

export type Split = 'event' | 'url' | undefined;

const days = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const hours = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const moments = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const numbers = new Intl.NumberFormat();

/** `Mon 23 Nov`. */
export const dayWords = (time: number): string => days.format(time);
/** `14:00`. */
export const hourWords = (time: number): string => hours.format(time);
const shortNumbers = new Intl.NumberFormat(undefined, { notation: 'compact' });
/** `1.5K`: for the few pixels beside an axis. */
export const shortNumberWords = (count: number): string => shortNumbers.format(count);
export const numberWords = (count: number): string => numbers.format(count);

/** `Mon 23 Nov, 02:00 – 05:00` in the reader's zone; whole days of the reader's without their hours. */
export function rangeWords({ from, to }: TimeRange): string {
  const isWholeDays = startOfLocalDay(from) === from && startOfLocalDay(to) === to;
  return isWholeDays ? days.formatRange(from, to - 1) : moments.formatRange(from, to);
}

export function countWords(count: number): string {
  if (count === 0) return 'no failures';
  return count === 1 ? '1 failure' : `${numberWords(count)} failures`;
}

/** An event or URL as a legend names it. */
export function valueWords(value: string | null, split: Split): string {
  if (value === null) return split === undefined ? 'failures' : 'others';
  if (value === '') return split === 'url' ? 'no URL' : 'event not known';
  return visibleText(split === 'url' ? value.replace(/^https:\/\//, '') : value);
}

/** `Mon 23 Nov, 02:00 – 03:00: 71 failures, 60 jira:issue_updated, 11 others`. */
export function barWords(bar: Bar, { order, split, now, unread }: BarWordsOptions): string {
  const parts = split === undefined ? [] : partsOf(bar, order);
  const what = [
    countWords(bar.total),
    ...parts.map(({ value, count }) => `${numberWords(count)} ${valueWords(value, split)}`),
    ...(isFilling(bar, now) ? ['still filling'] : []),
    ...(unread ? ['not all of it was read'] : []),
  ];
  return `${rangeWords(bar)}: ${what.join(', ')}`;
}

export interface BarWordsOptions {
  order: readonly (string | null)[];
  split: Split;
  now: number;
  /** Whether nobody read a part of its time. */
  unread: boolean;
}

export const isFilling = ({ from, to }: TimeRange, now: number) => from <= now && now < to;

/** What a bar is made of, the most first. */
export function partsOf(bar: Bar, order: readonly (string | null)[]) {
  return order
    .map((value, index) => ({ value, count: bar.counts[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}
