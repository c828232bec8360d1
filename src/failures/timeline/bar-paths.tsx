import { memo } from 'react';
import type { Bar } from './bars.ts';
import { colourOf } from './colours.ts';
import styles from './histogram.module.css';
import { stackHeights } from './scale.ts';

interface BarPathsProps {
  bars: readonly Bar[];
  order: readonly (string | null)[];
  xOf: (time: number) => number;
  /** The count at the upper end. */
  top: number;
  height: number;
  pixels: number;
}

/** One path for each colour, however many bars there are, and one for the lines between the colours. */
export const BarPaths = memo(
  function BarPaths({ bars, order, xOf, top, height }: BarPathsProps) {
    const colours = order.map((): string[] => []);
    const seams: string[] = [];
    for (const bar of bars) {
      if (bar.total === 0) continue;
      const left = xOf(bar.from);
      const full = xOf(bar.to) - left;
      // Neighbours are told apart where there is room for it.
      const width = full >= 4 ? full - 1 : full;
      let y = height;
      for (const [index, part] of stackHeights(bar.counts, top, height).entries()) {
        if (part === 0) continue;
        colours[index]?.push(`M${left} ${y}h${width}v${-part}h${-width}z`);
        if (y < height && part >= 3) seams.push(`M${left} ${y}h${width}`);
        y -= part;
      }
    }
    return (
      <>
        {colours.map((parts, index) => (
          <path
            key={order[index] ?? null}
            d={parts.join('')}
            style={{ fill: colourOf(order, order[index] ?? null) }}
          />
        ))}
        <path className={styles.seam} d={seams.join('')} />
      </>
    );
  },
  // `xOf` is another function each time; what it makes of them follows from the bars and their room.
  (one, other) =>
    one.bars === other.bars &&
    one.order === other.order &&
    one.top === other.top &&
    one.height === other.height &&
    one.pixels === other.pixels,
);
