import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type FocusEvent,
  type Ref,
  type RefObject,
} from 'react';
import type { ArchivedFailure } from '../../jira/failures.ts';
import rows from '../../ui/row-table.module.css';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import { useVisibleRows } from '../../ui/use-visible-rows.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { failureKey } from '../search-state.ts';
import styles from './failure-list.module.css';
import { FailureRow, type FailureRowActions } from './failure-row.tsx';

const columns = [
  ['Failed', styles.failed],
  ['Event and issue', styles.event],
  ['Receiver', styles.receiver],
  ['Webhooks', styles.webhooks],
  ['After', styles.late],
  ['Body', styles.size],
] as const;

const rowHeights = { table: 56, cards: 104 };
/** Narrower than this a row stands as a card. */
const cardWidth = 560;
/** So many rows before the end the next page is asked for. */
const ahead = 40;

export interface FailureListHandle {
  /** Puts the focus to the row of this failure, else to where it last was; false where there is none. */
  restoreFocus(key?: string): boolean;
}

interface FailureListProps {
  ref?: Ref<FailureListHandle>;
  connectionId: string;
  failures: readonly ArchivedFailure[];
  selected: ReadonlySet<string>;
  openKey: string | undefined;
  colourOf: (failure: ArchivedFailure) => string;
  actions: FailureRowActions;
  hasMore: boolean;
  /** Asked when one comes near the end of what is loaded. */
  onNearEnd: () => void;
  scroller: RefObject<HTMLElement | null>;
}

/** Every row in view and a few beside, of however many pages. */
export function FailureList(props: FailureListProps) {
  const { connectionId, failures, selected, openKey, actions, onNearEnd, scroller } = props;
  const body = useRef<HTMLDivElement>(null);
  const isNarrow = useNarrow(body, cardWidth);
  const height = rowHeights[isNarrow ? 'cards' : 'table'];
  const { indexes, scrollTo } = useVisibleRows({ count: failures.length, height, body, scroller });
  const rowFocus = useRowFocus(body, failures, scrollTo);
  const tabStop = Math.max(indexes[0] ?? 0, Math.min(rowFocus.current, indexes.at(-1) ?? 0));
  useImperativeHandle(props.ref, () => ({
    restoreFocus(key) {
      const index = failures.findIndex((failure) => failureKey(failure) === key);
      if (index === -1) return rowFocus.restore();
      rowFocus.go({ index, control: 'open' });
      return true;
    },
  }));
  // What opens beside the list makes it narrower, and pushes its rows down.
  useLayoutEffect(() => {
    const index = failures.findIndex((failure) => failureKey(failure) === openKey);
    if (index !== -1) scrollTo(index);
    // oxlint-disable-next-line react/exhaustive-deps -- only opening one; what is loaded later moves nothing
  }, [openKey]);
  const isNearEnd = (indexes.at(-1) ?? 0) >= failures.length - ahead;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, failures.length, onNearEnd]);

  /** With a body open, the arrow keys open the next one as they go. */
  function follow(event: FocusEvent): void {
    rowFocus.onFocus(event);
    const { control } = event.target instanceof HTMLElement ? event.target.dataset : {};
    const index = Number(event.target.closest<HTMLElement>('[data-index]')?.dataset.index);
    const failure = failures[index];
    if (openKey === undefined || control !== 'open' || !failure) return;
    if (event.target.matches(':focus-visible') && failureKey(failure) !== openKey) {
      actions.follow(failure);
    }
  }

  return (
    <div
      role="table"
      aria-label="Failed deliveries"
      // More may follow: their number is not known before they are read.
      aria-rowcount={props.hasMore ? -1 : failures.length + 1}
      className={`${rows.table} ${styles.table}`}
      data-layout={isNarrow ? 'cards' : 'table'}
    >
      <div role="rowgroup" className={`${rows.head} ${styles.head}`}>
        <div role="row" aria-rowindex={1} className={`${rows.headRow} ${styles.headRow}`}>
          <div role="columnheader" className={styles.select}>
            <span className="visually-hidden">Chosen</span>
          </div>
          {columns.map(([name, className]) => (
            <div key={name} role="columnheader" className={className}>
              {name}
            </div>
          ))}
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys between the controls inside */}
      <div
        ref={body}
        role="rowgroup"
        className={rows.body}
        style={{ height: failures.length * height }}
        onKeyDown={rowFocus.onKeyDown}
        onFocus={follow}
      >
        {indexes.map((index) => {
          const failure = failures[index];
          if (failure === undefined) return null;
          const key = failureKey(failure);
          return (
            <FailureRow
              key={key}
              connectionId={connectionId}
              failure={failure}
              index={index}
              tabStop={index === tabStop}
              top={index * height}
              height={height}
              selected={selected.has(key)}
              open={key === openKey}
              colour={props.colourOf(failure)}
              actions={actions}
            />
          );
        })}
      </div>
    </div>
  );
}
