import type { Bar } from './bars.ts';
import { colourOf } from './colours.ts';
import styles from './histogram.module.css';
import {
  countWords,
  isFilling,
  numberWords,
  partsOf,
  rangeWords,
  valueWords,
  type BarWordsOptions,
} from './words.ts';

interface BarReadoutProps extends BarWordsOptions {
  bar: Bar;
  /** The words of what is being marked. */
  marked: string | undefined;
  /** The middle of the bar. */
  x: number;
  pixels: number;
}

const width = 272;

/** What the bar under the pointer or the focus holds. For the eye: the slider says the same. */
export function BarReadout(props: BarReadoutProps) {
  const { marked, x, pixels } = props;
  // Beside the bar, on the side that has more room.
  const left = x > pixels / 2 ? Math.max(0, x - width - 12) : x + 12;
  return (
    <div className={styles.readout} style={{ left: left + 44, width }} aria-hidden>
      {marked === undefined ? <WhatBarHolds {...props} /> : <p>{marked}</p>}
    </div>
  );
}

function WhatBarHolds({ bar, order, split, now, unread }: BarReadoutProps) {
  return (
    <>
      <p>
        <strong>{rangeWords(bar)}</strong>
      </p>
      <p>
        {countWords(bar.total)}
        {isFilling(bar, now) && ', still filling'}
      </p>
      {split !== undefined &&
        partsOf(bar, order).map(({ value, count }) => (
          <p key={value} className={styles.part}>
            <span className={styles.swatch} style={{ background: colourOf(order, value) }} />
            <span className={styles.name}>{valueWords(value, split)}</span>
            <span>{numberWords(count)}</span>
          </p>
        ))}
      {unread && <p>Not all of this time was read.</p>}
    </>
  );
}
