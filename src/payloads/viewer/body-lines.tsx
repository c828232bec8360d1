import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { BodyClient } from './body-client.ts';
import type { BodyRow } from './body-row.ts';
import styles from './body-lines.module.css';
import { LineRow } from './line-row.tsx';
import { rowHeight, useLineWindow } from './use-line-window.ts';
import { useRows, type PaneActs } from './use-body-pane.ts';

interface BodyLinesProps {
  client: BodyClient;
  name: string;
  acts: PaneActs;
  firstRows: BodyRow[];
}

/** The lines in view. A grid with one stop for Tab: the arrow keys move within it. */
export function BodyLines({ client, name, acts, firstRows }: BodyLinesProps) {
  const { pane, go, fold, goOut } = acts;
  const { rows: rowCount, current, version } = pane;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { window, shownHeight, reveal } = useLineWindow(scroller, rowCount);
  const rows = useRows(client, version, window.first, window.count, firstRows);
  const [firstRow] = rows;
  useEffect(() => reveal(current), [reveal, current, version]);

  const page = () => Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1;
  const isPainted = rows.some(({ row }) => row === current);

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = rows.find(({ row }) => row === current);
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(current + 1),
      ArrowUp: () => go(current - 1),
      PageDown: () => go(current + page()),
      PageUp: () => go(current - page()),
      Home: () => go(0),
      End: () => go(rowCount - 1),
      ArrowLeft: () => (here?.isFolded === false ? fold(current, true) : goOut()),
      ArrowRight: () => (here?.isFolded === true ? fold(current, false) : go(current + 1)),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  }

  return (
    <div
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      aria-label={name}
      aria-rowcount={rowCount}
      aria-colcount={1}
      aria-activedescendant={isPainted ? `${id}${current}` : undefined}
      className={styles.scroller}
      onKeyDown={press}
    >
      <div role="rowgroup" className={styles.content} style={{ height: shownHeight }}>
        <div
          role="presentation"
          className={styles.layer}
          style={{ top: window.top + ((firstRow?.row ?? window.first) - window.first) * rowHeight }}
        >
          {rows.map((row) => (
            <LineRow
              key={row.row}
              row={row}
              id={`${id}${row.row}`}
              isCurrent={row.row === current}
              onPick={go}
              onFold={fold}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
