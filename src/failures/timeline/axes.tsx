import { useMemo } from 'react';
import type { TimeRange } from './bar-edges.ts';
import styles from './histogram.module.css';
import { timeTicks } from './time-axis.ts';
import { shortNumberWords } from './words.ts';

interface AxesProps {
  ticks: readonly number[];
  yOf: (count: number) => number;
  range: TimeRange;
  pixels: number;
  height: number;
}

/** Round counts, and hours and days of the reader's. */
export function Axes({ ticks, yOf, range, pixels, height }: AxesProps) {
  const { from, to } = range;
  const times = useMemo(() => timeTicks({ from, to }, pixels), [from, to, pixels]);
  return (
    <>
      {ticks.map((count) => (
        <g key={count} transform={`translate(0 ${yOf(count)})`}>
          <line className={count === 0 ? styles.base : styles.grid} x2={pixels} />
          <text className={styles.count} x={-6} dy="0.32em">
            {shortNumberWords(count)}
          </text>
        </g>
      ))}
      {times.map(({ x, isDay, label }) => (
        <g key={`${x} ${label?.text}`}>
          {isDay ? (
            <line className={styles.day} x1={x} x2={x} y2={height + 4} />
          ) : (
            <line className={styles.base} x1={x} x2={x} y1={height} y2={height + 4} />
          )}
          {label && (
            <text className={isDay ? styles.dayName : styles.hourName} x={label.x} y={height + 17}>
              {label.text}
            </text>
          )}
        </g>
      ))}
    </>
  );
}
