import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
  type Ref,
  type RefObject,
} from 'react';
import type { ListedWebhook } from '../jira/client.ts';
import type { WebhookId } from '../jira/wire.ts';
import type { RowActivity } from './actions/use-operations.ts';
import type { RecentFailures } from './recent-failures/recent-failures.ts';
import type { SortKey } from './search.ts';
import rows from '../ui/row-table.module.css';
import { useVisibleRows } from '../ui/use-visible-rows.ts';
import { useRowFocus } from '../ui/use-row-focus.ts';
import { WebhookRow, type RowActions } from './webhook-row.tsx';
import styles from './webhook-table.module.css';

const columns: readonly { key?: SortKey; name: string; className: string | undefined }[] = [
  { key: 'expiry', name: 'Time left', className: styles.expiry },
  { key: 'id', name: 'ID', className: styles.id },
  { key: 'events', name: 'Events', className: styles.events },
  { key: 'filter', name: 'Filter', className: styles.filter },
  { key: 'url', name: 'URL', className: styles.url },
  { key: 'failures', name: 'Failed', className: styles.failures },
];

const rowHeights = { table: 56, cards: 216 };
/** Narrower than this a row stands as a card, one thing below the other. */
const cardWidth = 750;

export interface WebhookTableHandle {
  /** Puts the focus to the row of this webhook, else to the row it was last in, or the one that took its place; false where there is none. */
  restoreFocus(id?: number): boolean;
}

interface WebhookTableProps {
  connectionId: string;
  ref?: Ref<WebhookTableHandle>;
  webhooks: readonly ListedWebhook[];
  /** Of the last 72 hours; absent until they are read. */
  failures: ReadonlyMap<WebhookId, RecentFailures> | undefined;
  selected: ReadonlySet<WebhookId>;
  openId: number | undefined;
  activities: ReadonlyMap<WebhookId, RowActivity>;
  sort: SortKey;
  descending: boolean;
  onSort: (key: SortKey) => void;
  onSelectAll: (checked: boolean) => void;
  actions: RowActions;
  /** What scrolls around the table. */
  scroller: RefObject<HTMLElement | null>;
}

/**
 * Every row that is in view and a few beside: ten thousand cost what thirty cost. Rows have one height,
 * so that the length of the list is known without painting it.
 */
export function WebhookTable(props: WebhookTableProps) {
  const { webhooks, selected, openId, activities, scroller } = props;
  const body = useRef<HTMLDivElement>(null);
  const layout = useLayout(body);
  const height = rowHeights[layout];
  const { indexes, scrollTo } = useVisibleRows({ count: webhooks.length, height, body, scroller });
  const rowFocus = useRowFocus(body, webhooks, scrollTo);
  // Scrolled away from, the nearest row that exists stands in for it.
  const tabStop = Math.max(indexes[0] ?? 0, Math.min(rowFocus.current, indexes.at(-1) ?? 0));
  useImperativeHandle(props.ref, () => ({
    restoreFocus(id) {
      const index = webhooks.findIndex((webhook) => webhook.id === id);
      if (index === -1) return rowFocus.restore();
      rowFocus.go({ index, control: 'open' });
      return true;
    },
  }));

  return (
    <div
      role="table"
      aria-label="Webhooks"
      aria-rowcount={webhooks.length + 1}
      className={`${rows.table} ${styles.table}`}
      data-layout={layout}
    >
      <TableHead {...props} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys between the controls inside */}
      <div
        ref={body}
        role="rowgroup"
        className={rows.body}
        style={{ height: webhooks.length * height }}
        onKeyDown={rowFocus.onKeyDown}
        onFocus={rowFocus.onFocus}
      >
        {indexes.map((index) => {
          const webhook = webhooks[index];
          if (webhook === undefined) return null;
          return (
            <WebhookRow
              key={webhook.id}
              connectionId={props.connectionId}
              webhook={webhook}
              index={index}
              tabStop={index === tabStop}
              top={index * height}
              height={height}
              selected={selected.has(webhook.id)}
              open={webhook.id === openId}
              activity={activities.get(webhook.id)}
              failures={props.failures?.get(webhook.id)}
              actions={props.actions}
            />
          );
        })}
      </div>
    </div>
  );
}

function TableHead({
  webhooks,
  selected,
  sort,
  descending,
  onSort,
  onSelectAll,
}: WebhookTableProps) {
  const all = useRef<HTMLInputElement>(null);
  const chosen = webhooks.reduce((count, { id }) => count + (selected.has(id) ? 1 : 0), 0);
  const everyOne = webhooks.length > 0 && chosen === webhooks.length;
  useLayoutEffect(() => {
    if (all.current) all.current.indeterminate = chosen > 0 && !everyOne;
  }, [chosen, everyOne]);
  const Arrow = descending ? ArrowDown : ArrowUp;
  return (
    <div role="rowgroup" className={rows.head}>
      <div role="row" aria-rowindex={1} className={`${rows.headRow} ${styles.headRow}`}>
        <div role="columnheader" className={styles.select}>
          <label className={rows.checkbox}>
            <input
              ref={all}
              type="checkbox"
              aria-label={`Select all ${webhooks.length} webhooks shown`}
              checked={everyOne}
              onChange={(event) => onSelectAll(event.target.checked)}
            />
          </label>
        </div>
        {columns.map(({ key, name, className }) => {
          const sorted = key === sort;
          return (
            <div
              key={name}
              role="columnheader"
              className={className}
              aria-sort={sorted ? (descending ? 'descending' : 'ascending') : undefined}
            >
              <button type="button" className={styles.sort} onClick={() => key && onSort(key)}>
                {name}
                {sorted && <Arrow size={12} aria-hidden />}
              </button>
            </div>
          );
        })}
        <div role="columnheader" className={styles.actions}>
          <span className="visually-hidden">Actions</span>
        </div>
      </div>
    </div>
  );
}

/** Table or cards, by the room there is. */
function useLayout(body: RefObject<HTMLElement | null>): keyof typeof rowHeights {
  const subscribe = useCallback(
    (changed: () => void) => {
      const observer = new ResizeObserver(changed);
      if (body.current) observer.observe(body.current);
      return () => observer.disconnect();
    },
    [body],
  );
  return useSyncExternalStore(subscribe, () =>
    (body.current?.clientWidth ?? Infinity) < cardWidth ? 'cards' : 'table',
  );
}
