import { RotateCw, Trash2 } from 'lucide-react';
import { memo, Suspense, type CSSProperties } from 'react';
import type { ListedWebhook } from '../jira/client.ts';
import { IconButton } from '../ui/button.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { RowCheckbox, UrlLines } from '../ui/row-parts.tsx';
import rows from '../ui/row-table.module.css';
import { Tag } from '../ui/tag.tsx';
import type { RowActivity } from './actions/use-operations.ts';
import { verdictLabel, verdictTone, verdictWords } from './actions/words.ts';
import { Countdown, ExpiryDate, ExpiryStatus } from './countdown.tsx';
import { FilterCell } from './filter-cell.tsx';
import type { RecentFailures } from './recent-failures/recent-failures.ts';
import styles from './webhook-table.module.css';

/** What a row can ask for. Stable functions, so that a row is painted again only for its own sake. */
export interface RowActions {
  select: (webhook: ListedWebhook, checked: boolean, toHere: boolean) => void;
  open: (webhook: ListedWebhook) => void;
  refresh: (webhook: ListedWebhook) => void;
  delete: (webhook: ListedWebhook) => void;
}

interface WebhookRowProps {
  connectionId: string;
  webhook: ListedWebhook;
  index: number;
  /** Whether Tab stops at its controls; from there arrow keys lead to the other rows. */
  tabStop: boolean;
  top: number;
  height: number;
  selected: boolean;
  open: boolean;
  activity: RowActivity | undefined;
  /** Undefined where none are known of. */
  failures: RecentFailures | undefined;
  actions: RowActions;
}

/** Not part of the first load, and of no load where nothing failed. */
const FailuresLink = lazyPart(
  async () => (await import('./recent-failures/failures-link.tsx')).FailuresLink,
);

/** How many events are named before the rest is counted. */
const namedEvents = 2;

export const WebhookRow = memo(function WebhookRow({
  connectionId,
  webhook,
  index,
  tabStop,
  top,
  height,
  selected,
  open,
  activity,
  failures,
  actions,
}: WebhookRowProps) {
  const { id, events, url } = webhook;
  const busy = activity !== undefined && activity.state !== 'done';
  const tabIndex = tabStop ? 0 : -1;
  const unavailable = busy ? activityWords(activity) : undefined;
  const place: CSSProperties = { transform: `translateY(${top}px)`, height };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-open={open || undefined}
      data-leaving={(busy && activity.action === 'delete') || undefined}
      className={`${rows.row} ${styles.row}`}
      style={place}
    >
      <div role="cell" className={styles.select}>
        <RowCheckbox
          label={`Select webhook ${id}`}
          checked={selected}
          tabIndex={tabIndex}
          onSelect={(checked, toHere) => actions.select(webhook, checked, toHere)}
        />
      </div>
      <div role="cell" className={styles.expiry}>
        <ExpiryStatus expiresAt={webhook.expirationDate} />
        <span className={styles.left}>
          <Countdown expiresAt={webhook.expirationDate} />
        </span>
        <span className={styles.when}>
          {activity === undefined ? (
            <ExpiryDate expiresAt={webhook.expirationDate} />
          ) : (
            <ActivityNote activity={activity} />
          )}
        </span>
      </div>
      <div role="cell" className={styles.id}>
        <button
          type="button"
          className={rows.open}
          tabIndex={tabIndex}
          data-control="open"
          aria-expanded={open}
          aria-label={`Details of webhook ${id}`}
          onClick={() => actions.open(webhook)}
        >
          {id}
        </button>
      </div>
      <div role="cell" className={styles.events} title={events.join('\n')}>
        {events.slice(0, namedEvents).map((event) => (
          <Tag key={event}>{event}</Tag>
        ))}
        {events.length > namedEvents && (
          <span className={styles.more}>and {events.length - namedEvents} more</span>
        )}
      </div>
      <FilterCell webhook={webhook} />
      <div role="cell" className={styles.url} title={url}>
        {url === undefined ? (
          <span className={styles.absent}>not told by Jira</span>
        ) : (
          <UrlLines url={url} />
        )}
      </div>
      <div role="cell" className={styles.failures}>
        {failures && (
          <Suspense>
            <FailuresLink
              connectionId={connectionId}
              webhookId={id}
              failures={failures}
              tabIndex={tabIndex}
            />
          </Suspense>
        )}
      </div>
      <div role="cell" className={styles.actions}>
        <IconButton
          data-control="refresh"
          changes
          tabIndex={tabIndex}
          label={`Refresh webhook ${id}`}
          icon={<RotateCw size={16} aria-hidden />}
          unavailable={unavailable}
          onClick={() => actions.refresh(webhook)}
        />
        <IconButton
          data-control="delete"
          changes
          tabIndex={tabIndex}
          label={`Delete webhook ${id}`}
          icon={<Trash2 size={16} aria-hidden />}
          unavailable={unavailable}
          onClick={() => actions.delete(webhook)}
        />
      </div>
    </div>
  );
});

function ActivityNote({ activity }: { activity: RowActivity }) {
  if (activity.state !== 'done')
    return <span className={styles.note}>{activityWords(activity)}</span>;
  const { verdict } = activity;
  return (
    <span
      className={`${styles.note} ${styles[verdictTone(verdict)]}`}
      title={verdictWords(verdict)}
    >
      {verdictLabel(verdict)}
    </span>
  );
}

function activityWords({ state, action }: RowActivity): string {
  if (state === 'undoable') return 'About to be deleted';
  return action === 'delete' ? 'Deleting…' : 'Refreshing…';
}
