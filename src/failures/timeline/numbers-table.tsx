import { useState } from 'react';
import type { ArchiveGap } from '../../jira/failures.ts';
import type { Bar } from './bars.ts';
import styles from './histogram.module.css';
import { isFilling, numberWords, rangeWords, valueWords, type Split } from './words.ts';

interface NumbersTableProps {
  bars: readonly Bar[];
  gaps: readonly ArchiveGap[];
  order: readonly (string | null)[];
  split: Split;
  now: number;
}

/** The same numbers without the picture; in the page only while it is open. */
export function NumbersTable(props: NumbersTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.numbers} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach it
        <div className={styles.tableFrame} role="region" tabIndex={0} aria-label="Failures by time">
          <Numbers {...props} />
        </div>
      )}
    </details>
  );
}

function Numbers({ bars, gaps, order, split, now }: NumbersTableProps) {
  const values = split === undefined ? [] : order;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Failures</th>
          {values.map((value) => (
            <th key={value} scope="col">
              {valueWords(value, split)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bars
          .filter(({ total }) => total > 0)
          .map((bar) => (
            <tr key={bar.from}>
              <th scope="row">
                {rangeWords(bar)}
                {isFilling(bar, now) && ', still filling'}
              </th>
              <td>{numberWords(bar.total)}</td>
              {values.map((value, index) => (
                <td key={value}>{numberWords(bar.counts[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        {gaps.map((gap) => (
          <tr key={`gap ${gap.from}`}>
            <th scope="row">{rangeWords(gap)}</th>
            <td colSpan={values.length + 1}>not read</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
