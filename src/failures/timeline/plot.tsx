import { useId } from 'react';
import type { ArchiveGap } from '../../jira/failures.ts';
import { BarReadout } from './bar-readout.tsx';
import type { TimeRange } from './bar-edges.ts';
import type { Bar } from './bars.ts';
import { Axes } from './axes.tsx';
import { BarPaths } from './bar-paths.tsx';
import { Chosen, Veils } from './chosen-time.tsx';
import { Hatch, HatchPattern } from './hatch.tsx';
import styles from './histogram.module.css';
import { countScale } from './scale.ts';
import { useBrush } from './use-brush.ts';
import { barWords, countWords, rangeWords, type Split } from './words.ts';

/** What the counts beside the bars take, and a pixel at the right for the last line. */
export const countsWidth = 46;
const top = 8;
const height = 148;
const axisHeight = 22;

interface PlotProps {
  bars: readonly Bar[];
  edges: readonly number[];
  gaps: readonly ArchiveGap[];
  searchedTo: number | null;
  order: readonly (string | null)[];
  split: Split;
  now: number;
  /** How wide the bars are together. */
  pixels: number;
  selected: TimeRange | null;
  onSelect: (range: TimeRange | null) => void;
}

/** The picture, and over it one slider whose value is a bar: what screen readers say of it are the words of that bar. */
export function Plot(props: PlotProps) {
  const { bars, edges, gaps, searchedTo, order, split, now, pixels, selected, onSelect } = props;
  const range = { from: edges[0] ?? 0, to: edges.at(-1) ?? 0 };
  const brush = useBrush({ edges, pixels, selected, onSelect });
  const { xOf, draft, activeIndex, toldIndex } = brush;
  const help = useId();
  const hatch = useId();
  const scale = countScale(bars.reduce((most, { total }) => Math.max(most, total), 0));
  const yOf = (count: number) => height - (count / scale.top) * height;
  const isUnread = (bar: Bar) =>
    gaps.some((gap) => gap.from < bar.to && gap.to > bar.from) ||
    (searchedTo !== null && bar.from < searchedTo);
  const wordsOf = (bar: Bar) => barWords(bar, { order, split, now, unread: isUnread(bar) });
  const active = bars[activeIndex];
  const told = toldIndex === undefined ? undefined : bars[toldIndex];
  const marked = draft && `${rangeWords(draft)} marked, ${countWords(sumOf(bars, draft))}`;
  const place = { left: countsWidth - 2, top, width: pixels, height };
  const shown = draft ?? selected;
  const chosen = shown && { ...clipped(shown, range, xOf), height };
  return (
    <div className={styles.plot} style={{ height: top + height + axisHeight }}>
      <svg width={pixels + countsWidth} height={top + height + axisHeight} aria-hidden>
        <HatchPattern id={hatch} />
        <g transform={`translate(${countsWidth - 2} ${top})`}>
          <Axes ticks={scale.ticks} yOf={yOf} range={range} pixels={pixels} height={height} />
          {chosen && <Chosen {...chosen} />}
          {gaps.map((gap) => (
            <Hatch
              key={gap.from}
              pattern={hatch}
              words="not read"
              left={xOf(gap.from)}
              width={xOf(gap.to) - xOf(gap.from)}
              height={height}
            />
          ))}
          {searchedTo !== null && searchedTo > range.from && (
            <Hatch
              pattern={hatch}
              words="not searched"
              left={0}
              width={Math.min(xOf(searchedTo), pixels)}
              height={height}
            />
          )}
          {told && !draft && (
            <rect
              className={styles.told}
              x={xOf(told.from)}
              width={xOf(told.to) - xOf(told.from)}
              height={height}
            />
          )}
          <BarPaths
            bars={bars}
            order={order}
            xOf={xOf}
            top={scale.top}
            height={height}
            pixels={pixels}
          />
          {chosen && <Veils {...chosen} pixels={pixels} />}
          {now > range.from && now < range.to && (
            <line className={styles.now} x1={xOf(now)} x2={xOf(now)} y1={0} y2={height} />
          )}
          {brush.focused && active && (
            <rect
              className={styles.active}
              x={xOf(active.from) - 1}
              y={-2}
              width={xOf(active.to) - xOf(active.from) + 2}
              height={height + 4}
              rx={2}
            />
          )}
        </g>
      </svg>
      <div
        role="slider"
        tabIndex={0}
        className={styles.surface}
        style={place}
        data-grabs={brush.grabs || undefined}
        aria-label="Bars of the histogram"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={bars.length - 1}
        aria-valuenow={activeIndex}
        aria-valuetext={[marked, active && wordsOf(active)].filter(Boolean).join('. ')}
        aria-describedby={help}
        {...brush.handlers}
      />
      <span id={help} hidden>
        Arrow keys move from bar to bar, Page Up and Page Down by a day. With Shift, arrow keys mark
        several bars. Enter chooses, Escape shows the whole time again.
      </span>
      {told && (
        <BarReadout
          bar={told}
          order={order}
          split={split}
          now={now}
          unread={isUnread(told)}
          marked={marked}
          x={xOf((told.from + told.to) / 2)}
          pixels={pixels}
        />
      )}
    </div>
  );
}

function sumOf(bars: readonly Bar[], { from, to }: TimeRange): number {
  return bars.reduce((sum, bar) => sum + (bar.from >= from && bar.to <= to ? bar.total : 0), 0);
}

function clipped({ from, to }: TimeRange, range: TimeRange, xOf: (time: number) => number) {
  const left = xOf(Math.min(Math.max(from, range.from), range.to));
  const right = xOf(Math.min(Math.max(to, range.from), range.to));
  return { left, width: right - left };
}
