import { X } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { FailureHistogram } from '../../jira/failures.ts';
import { Button } from '../../ui/button.tsx';
import { barEdges, type TimeRange } from './bar-edges.ts';
import { barsOf, countIn, gapsIn } from './bars.ts';
import { orderOf } from './colours.ts';
import styles from './histogram.module.css';
import { Legend } from './legend.tsx';
import { NumbersTable } from './numbers-table.tsx';
import { countsWidth, Plot } from './plot.tsx';
import { useWidth } from './use-width.ts';
import { countWords, rangeWords, type Split } from './words.ts';

interface HistogramProps {
  histogram: FailureHistogram;
  split: Split;
  /** The chosen time; it may reach beyond the histogram. */
  selected: TimeRange | null;
  onSelect: (range: TimeRange | null) => void;
  now: number;
  /** Whether what is shown is about to be replaced. */
  busy: boolean;
}

/** Failures over time; by pointer or keyboard one chooses a stretch of it. */
export function Histogram({ histogram, split, selected, onSelect, now, busy }: HistogramProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const order = useMemo(() => orderOf(histogram), [histogram]);
  const pixels = Math.max(0, width - countsWidth);
  const edges = useMemo(() => barEdges(histogram, pixels), [histogram, pixels]);
  const bars = useMemo(() => barsOf(histogram, edges, order), [histogram, edges, order]);
  const gaps = useMemo(() => gapsIn(histogram.gaps, histogram), [histogram]);
  const options = { order, split, now };
  return (
    <figure className={styles.figure} aria-label="Failures over time" aria-busy={busy}>
      <div className={styles.head}>
        {/* Only what was chosen is said aloud: new failures change the other sentence by themselves. */}
        <p role="status" className={styles.chosen}>
          {selected && sentence(histogram, selected)}
        </p>
        {!selected && <p>{sentence(histogram, histogram)}</p>}
        {selected ? (
          <Button
            appearance="subtle"
            icon={<X size={16} aria-hidden />}
            onClick={() => {
              // This button goes away with what it clears.
              frame.current?.querySelector<HTMLElement>('[role=slider]')?.focus();
              onSelect(null);
            }}
          >
            Whole time
          </Button>
        ) : (
          <span className={styles.hint}>Drag over the bars to choose a time</span>
        )}
      </div>
      <div ref={frame} className={styles.frame}>
        {pixels > 0 && (
          <Plot
            {...options}
            bars={bars}
            edges={edges}
            gaps={gaps}
            searchedTo={histogram.searchedTo}
            pixels={pixels}
            selected={selected}
            onSelect={onSelect}
          />
        )}
      </div>
      <Legend
        bars={bars}
        order={order}
        split={split}
        gaps={gaps}
        range={histogram}
        searchedTo={histogram.searchedTo}
      />
      <NumbersTable bars={bars} gaps={gaps} {...options} />
    </figure>
  );
}

function sentence(histogram: FailureHistogram, range: TimeRange): string {
  const count = countIn(histogram, range);
  return count === undefined ? rangeWords(range) : `${rangeWords(range)}, ${countWords(count)}`;
}
