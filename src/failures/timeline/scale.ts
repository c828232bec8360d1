/** A bar that holds anything is seen. */
const leastHeight = 2;

/** Where the scale of counts ends, and the round counts on it, from 0. */
export function countScale(most: number, marks = 4): { top: number; ticks: number[] } {
  const step = roundStep(Math.max(1, most) / marks);
  const count = Math.max(1, Math.ceil(most / step));
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, at) => at * step) };
}

/** The least of 1, 2, 5, 10, 20, 50, … that is not below. */
function roundStep(least: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  return [1, 2, 5, 10].map((one) => one * power).find((step) => step >= least) ?? 10 * power;
}

/** The heights of a bar's parts in pixels; they sum to the height of the bar. */
export function stackHeights(counts: readonly number[], top: number, height: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const whole = Math.max(leastHeight, (total / top) * height);
  return counts.map((count) => (count / total) * whole);
}
