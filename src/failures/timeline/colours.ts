import type { FailureHistogram } from '../../jira/failures.ts';
import './colours.css';

/** More than six can't be told apart by everybody. */
const mostColours = 6;

/** The values that a histogram is split by, the commonest first; null, last, stands for all others. */
export function orderOf({ bars }: Pick<FailureHistogram, 'bars'>): (string | null)[] {
  const sums = new Map<string, number>();
  for (const { value, count } of bars) {
    if (value !== null) sums.set(value, (sums.get(value) ?? 0) + count);
  }
  const values = [...sums]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([value]) => value);
  const hasOthers = values.length > mostColours || bars.some(({ value }) => value === null);
  return hasOthers ? [...values.slice(0, mostColours), null] : values;
}

/** The same colour for the same value wherever it stands on the page. */
export function colourOf(order: readonly (string | null)[], value: string | null): string {
  const index = order.indexOf(value);
  // Where nothing is split, everything has the first colour.
  if (value === null && index === 0) return 'var(--timeline-1)';
  if (value === null || index === -1 || index >= mostColours) return 'var(--timeline-others)';
  return `var(--timeline-${index + 1})`;
}
