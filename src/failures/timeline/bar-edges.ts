import { startOfLocalDay } from '../../ui/instants.ts';

const hour = 3_600_000;
const day = 24 * hour;

export interface TimeRange {
  from: number;
  /** Exclusive. */
  to: number;
}

/** Thinner bars can't be told apart, nor hit. */
const leastPixels = 3;

/** More hours than this are more bars than any screen has room for. */
const mostHours = 45 * 24;

/** What to ask the archive for. Its days are UTC's, so hours as long as they are not too many. */
export function widthFor(from: number, to: number): 'hour' | 'day' {
  return to - from <= mostHours * hour ? 'hour' : 'day';
}

const hourSteps = [1, 2, 3, 4, 6, 8, 12].map((count) => count * hour);
const daySteps = [1, 2, 4, 7, 14, 28, 56, 112, 365, 730].map((count) => count * day);

/**
 * Where the bars begin, and last where they end: whole hours or days as the archive counted them, several
 * together where the room is short. Hours are put together by the reader's own day.
 */
export function barEdges(
  { from, to, by }: TimeRange & { by: 'hour' | 'day' },
  pixels: number,
): number[] {
  const unit = by === 'hour' ? hour : day;
  if (to <= from) return [from, from + unit];
  const most = Math.max(2, Math.floor(pixels / leastPixels));
  const steps = by === 'hour' ? [...hourSteps, ...daySteps] : daySteps;
  // The first bar may be cut short: one more than the division says.
  const step = steps.find((step) => (to - from) / step + (step === unit ? 0 : 1) <= most);
  if (step === undefined) return [from, to];
  const starts =
    by === 'hour' && step >= day ? localDays(from, to, step / day) : multiples(from, to, step, by);
  return [from, ...starts.filter((start) => start > from && start < to), to];
}

function multiples(from: number, to: number, step: number, by: 'hour' | 'day'): number[] {
  const offset = by === 'day' ? 0 : -new Date(from).getTimezoneOffset() * 60_000;
  const first = by === 'day' ? from : Math.floor((from + offset) / step) * step - offset;
  const count = Math.ceil((to - first) / step);
  return Array.from({ length: count }, (_, index) => wholeHour(first + index * step));
}

function localDays(from: number, to: number, days: number): number[] {
  const starts: number[] = [];
  const date = new Date(startOfLocalDay(from));
  while (date.getTime() < to) {
    starts.push(wholeHour(date.getTime()));
    date.setDate(date.getDate() + days);
  }
  return starts;
}

/** In zones half an hour aside, the reader's day begins amid an hour of the archive's. */
const wholeHour = (time: number) => Math.floor(time / hour) * hour;

/** The bar that a time falls in; times outside fall in the first or the last. */
export function barAt(edges: readonly number[], time: number): number {
  let low = 0;
  let high = Math.max(0, edges.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((edges[middle] ?? Infinity) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
