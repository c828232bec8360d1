import type { ArchiveGap, FailureHistogram } from '../../jira/failures.ts';
import { barAt, type TimeRange } from './bar-edges.ts';

/** One bar of the picture: one or several of the archive's hours or days. */
export interface Bar extends TimeRange {
  total: number;
  /** As many as the order has values, in that order. */
  counts: readonly number[];
}

/** Every failure in exactly one bar, and of it under exactly one value. Bars with nothing in them too. */
export function barsOf(
  { bars }: Pick<FailureHistogram, 'bars'>,
  edges: readonly number[],
  order: readonly (string | null)[],
): Bar[] {
  const places = new Map(order.map((value, index) => [value, index]));
  const made = edges.slice(0, -1).map((from, index) => ({
    from,
    to: edges[index + 1] ?? from,
    total: 0,
    counts: order.map(() => 0),
  }));
  for (const { time, value, count } of bars) {
    const bar = made[barAt(edges, time)];
    const place = places.get(value) ?? places.get(null);
    if (bar === undefined || place === undefined) continue;
    bar.total += count;
    bar.counts[place] = (bar.counts[place] ?? 0) + count;
  }
  return made;
}

/**
 * How many failed in a stretch of time; undefined where it begins or ends amid an hour or day of the
 * archive's, of which the histogram knows only the whole.
 */
export function countIn(
  { bars, by }: Pick<FailureHistogram, 'bars' | 'by'>,
  { from, to }: TimeRange,
): number | undefined {
  const unit = by === 'hour' ? 3_600_000 : 86_400_000;
  if (from % unit !== 0 || to % unit !== 0) return undefined;
  const within = bars.filter(({ time }) => time >= from && time < to);
  return within.reduce((sum, { count }) => sum + count, 0);
}

/** The gaps as far as they lie in the range, the latest first. */
export function gapsIn(gaps: readonly ArchiveGap[], { from, to }: TimeRange): ArchiveGap[] {
  return gaps
    .map((gap) => ({ from: Math.max(gap.from, from), to: Math.min(gap.to, to) }))
    .filter((gap) => gap.from < gap.to)
    .toSorted((a, b) => b.from - a.from);
}
