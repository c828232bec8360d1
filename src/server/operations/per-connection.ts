import type { Gauge } from 'prom-client';
import type { Connection } from '../connections/connection.ts';

/** So many connections have series of their own. Of more, one tells for all: thousands are no use to anybody. */
export const mostTold = 100;
/** In the place of a connection's id, which has letters and digits. */
const allOfThem = '*';

export interface Figure {
  connection: string;
  state?: string;
  value: number;
}

/** Sets a gauge to these figures alone; where connections are many, to what `together` makes of all of them. */
export function tellFigures(
  gauge: Gauge<'connection' | 'state'>,
  figures: readonly Figure[],
  together: (one: number, other: number) => number,
  connections: readonly Connection[],
): void {
  gauge.reset();
  if (connections.length <= mostTold) {
    for (const { value, ...labels } of figures) gauge.set(labels, value);
    return;
  }
  const totals = new Map<string | undefined, number>();
  for (const { state, value } of figures) {
    const known = totals.get(state);
    totals.set(state, known === undefined ? value : together(known, value));
  }
  for (const [state, value] of totals) {
    gauge.set({ connection: allOfThem, ...(state === undefined ? {} : { state }) }, value);
  }
}

export const sum = (one: number, other: number) => one + other;
