import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import styles from './body-lines.module.css';
import type { BodyRow, RowSegment } from './body-row.ts';

interface LineRowProps {
  row: BodyRow;
  id: string;
  isCurrent: boolean;
  onPick: (row: number) => void;
  onFold: (row: number, isFolded: boolean) => void;
}

/** One line. The keyboard folds it from the grid; the arrow is for the mouse. */
export const LineRow = memo(function LineRow({ row, id, isCurrent, onPick, onFold }: LineRowProps) {
  const { isFolded } = row;
  const Arrow = isFolded ? ChevronRight : ChevronDown;
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- the grid holds the focus and names its row
    <div
      id={id}
      role="row"
      aria-rowindex={row.row + 1}
      aria-level={Math.min(row.depth, 1_000_000) + 1}
      aria-expanded={isFolded === undefined ? undefined : !isFolded}
      aria-selected={isCurrent}
      className={styles.row}
      onClick={() => onPick(row.row)}
    >
      <div role="gridcell" className={styles.cell}>
        <span aria-hidden className={styles.gutter} data-line={row.line} />
        {isFolded === undefined ? (
          <span className={styles.arrow} />
        ) : (
          <span
            aria-hidden
            className={styles.arrow}
            data-fold={isFolded ? 'folded' : 'open'}
            onClick={() => onFold(row.row, !isFolded)}
          >
            <Arrow size={14} />
          </span>
        )}
        <code className={styles.code}>
          {row.segments.map((segment, index) => (
            <Segment key={index} {...segment} />
          ))}
        </code>
      </div>
    </div>
  );
});

/** The text is the body's own, character by character, so that selecting and copying it gives that. */
function Segment({ part, text, code, found }: RowSegment) {
  if (part === 'space' && found === undefined) return text;
  const piece = (
    <span className={styles[part]} data-code={code?.split(' ')[0]} title={code}>
      {text}
    </span>
  );
  if (found === undefined) return piece;
  return <mark className={found === 'current' ? styles.foundHere : styles.found}>{piece}</mark>;
}
