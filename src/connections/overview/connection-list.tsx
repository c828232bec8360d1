import { useCallback, useRef } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import { useVisibleRows } from '../../ui/use-visible-rows.ts';
import styles from './connection-list.module.css';
import type { ConnectionParts } from './connection-parts.ts';
import { ConnectionRow } from './connection-row.tsx';

interface ConnectionListProps extends ConnectionParts {
  connections: readonly ConnectionSummary[];
}

const rowHeights = { wide: 76, narrow: 208 };
/** Narrower than this the numbers stand below the name. */
const narrowWidth = 800;

/** Thousands of connections, of which only those in view exist, and only those are read. */
export function ConnectionList({ connections, renderLink, renderHealth }: ConnectionListProps) {
  const list = useRef<HTMLUListElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const placed = useCallback((element: HTMLUListElement | null) => {
    list.current = element;
    scroller.current = element?.closest('main') ?? null;
  }, []);
  const isNarrow = useNarrow(list, narrowWidth);
  const height = isNarrow ? rowHeights.narrow : rowHeights.wide;
  const { indexes, scrollTo } = useVisibleRows({
    count: connections.length,
    height,
    body: list,
    scroller,
  });
  const rowFocus = useRowFocus(list, connections, scrollTo);
  // Scrolled away from, the nearest row that exists stands in for it.
  const tabStop = Math.max(indexes[0] ?? 0, Math.min(rowFocus.current, indexes.at(-1) ?? 0));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys between the links inside
    <ul
      ref={placed}
      aria-label="Connections"
      className={styles.list}
      data-narrow={isNarrow || undefined}
      style={{ height: connections.length * height }}
      onKeyDown={rowFocus.onKeyDown}
      onFocus={rowFocus.onFocus}
    >
      {indexes.map((index) => {
        const connection = connections[index];
        return (
          connection && (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              index={index}
              count={connections.length}
              tabIndex={index === tabStop ? 0 : -1}
              height={height}
              renderLink={renderLink}
              renderHealth={renderHealth}
            />
          )
        );
      })}
    </ul>
  );
}
