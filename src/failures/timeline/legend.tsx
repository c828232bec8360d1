import { useId } from 'react';
import type { ArchiveGap } from '../../jira/failures.ts';
import type { TimeRange } from './bar-edges.ts';
import type { Bar } from './bars.ts';
import { colourOf } from './colours.ts';
import { HatchPattern } from './hatch.tsx';
import styles from './histogram.module.css';
import { numberWords, rangeWords, valueWords, type Split } from './words.ts';

interface LegendProps {
  bars: readonly Bar[];
  order: readonly (string | null)[];
  split: Split;
  gaps: readonly ArchiveGap[];
  range: TimeRange;
  searchedTo: number | null;
}

/** Gaps beyond these are told in the table. */
const namedGaps = 3;

/** Which colour is what, with counts; and in words where nobody looked, and why. */
export function Legend({ bars, order, split, gaps, range, searchedTo }: LegendProps) {
  const isCut = searchedTo !== null && searchedTo > range.from;
  const sums = order.map((_, at) => bars.reduce((sum, bar) => sum + (bar.counts[at] ?? 0), 0));
  return (
    <>
      {split !== undefined && order.length > 0 && (
        <ul className={styles.legend} aria-label={split === 'url' ? 'URLs' : 'Events'}>
          {order.map((value, index) => (
            <li key={value}>
              <span className={styles.swatch} style={{ background: colourOf(order, value) }} />
              <span className={styles.name} title={valueWords(value, split)}>
                {valueWords(value, split)}
              </span>
              <b>{numberWords(sums[index] ?? 0)}</b>
            </li>
          ))}
        </ul>
      )}
      {gaps.length > 0 && (
        <p className={styles.note}>
          <HatchSwatch />
          Not read: {gaps.slice(0, namedGaps).map(rangeWords).join('; ')}
          {gaps.length > namedGaps && ` and ${gaps.length - namedGaps} more`}. The console was not
          reading, and Jira forgets failures after 72 hours.
        </p>
      )}
      {isCut && (
        <p className={styles.note}>
          <HatchSwatch />
          Not searched: {rangeWords({ from: range.from, to: searchedTo })}. A search looks through a
          limited number of bodies; choose an earlier time to search there.
        </p>
      )}
    </>
  );
}

function HatchSwatch() {
  const pattern = useId();
  return (
    <svg className={styles.hatchSwatch} width={16} height={12} aria-hidden>
      <HatchPattern id={pattern} />
      <rect width={16} height={12} fill={`url(#${pattern})`} />
    </svg>
  );
}
