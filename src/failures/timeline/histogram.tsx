import { useMemo, useRef } from 'react';
import type { FailureHistogram } from '../../jira/failures.ts';
import { barEdges, type TimeRange } from './bar-edges.ts';
import { barsOf, gapsIn } from './bars.ts';
import { orderOf } from './colours.ts';
import styles from './histogram.module.css';
import { Legend } from './legend.tsx';
import { NumbersTable } from './numbers-table.tsx';
import { countsWidth, Plot } from './plot.tsx';
import { useWidth } from './use-width.ts';
import type { Split } from './words.ts';

interface HistogramProps {
  histogram: FailureHistogram;
  split: Split;
  /** The chosen time; it may reach beyond the histogram. */
  selected: TimeRange | null;
  onSelect: (range: TimeRange | null) => void;
  now: number;
}

/** Failures over time; by pointer or keyboard one chooses a stretch of it. */
export function Histogram({ histogram, split, selected, onSelect, now }: HistogramProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const order = useMemo(() => orderOf(histogram), [histogram]);
  const pixels = Math.max(0, width - countsWidth);
  const edges = useMemo(() => barEdges(histogram, pixels), [histogram, pixels]);
  const bars = useMemo(() => barsOf(histogram, edges, order), [histogram, edges, order]);
  const gaps = useMemo(() => gapsIn(histogram.gaps, histogram), [histogram]);
  const options = { order, split, now };
  return (
    <div className={styles.histogram}>
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
    </div>
  );
}
