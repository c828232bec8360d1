import { barAt, type TimeRange } from './bar-edges.ts';

/** From where to where one drags or extends: any moment in the first and in the last bar, in any order. */
export interface Draft {
  anchor: number;
  head: number;
}

/** Whole bars, from the one where it began to the one where it is. */
export function draftRange(edges: readonly number[], { anchor, head }: Draft): TimeRange {
  const bars = [barAt(edges, anchor), barAt(edges, head)];
  const from = edges[Math.min(...bars)] ?? 0;
  return { from, to: edges[Math.max(...bars) + 1] ?? from };
}

/** How near to an edge of the selection one must be to take hold of it. */
const reachPixels = { mouse: 6, touch: 14 };

/**
 * Where a drag is anchored that begins at `x`: at the other end of the selection if it takes hold of an
 * edge, undefined if of none.
 */
export function grabbedAnchor(
  selected: TimeRange | null,
  x: number,
  xOf: (time: number) => number,
  isTouch: boolean,
): number | undefined {
  if (selected === null) return undefined;
  const toStart = Math.abs(x - xOf(selected.from));
  const toEnd = Math.abs(x - xOf(selected.to));
  if (Math.min(toStart, toEnd) > (isTouch ? reachPixels.touch : reachPixels.mouse))
    return undefined;
  return toStart < toEnd ? selected.to - 1 : selected.from;
}

/** The moment of the bar that a key leads to, or undefined for a key that leads nowhere. */
export function stepTo(edges: readonly number[], time: number, key: string): number | undefined {
  const last = edges.length - 2;
  const at = barAt(edges, time);
  const average = ((edges.at(-1) ?? 0) - (edges[0] ?? 0)) / (last + 1);
  const dayBars = Math.max(1, Math.round(86_400_000 / average));
  const leads: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    PageUp: at + dayBars,
    PageDown: at - dayBars,
    Home: 0,
    End: last,
  };
  const bar = leads[key];
  return bar === undefined ? undefined : edges[Math.min(Math.max(bar, 0), last)];
}
