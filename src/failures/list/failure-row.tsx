import { memo, type CSSProperties } from 'react';
import type { ArchivedFailure } from '../../jira/failures.ts';
import { visibleText } from '../../jira/visible-text.ts';
import { formatDuration } from '../../ui/durations.ts';
import { formatLocalDay, formatLocalTime, formatUtc } from '../../ui/instants.ts';
import { RowCheckbox, UrlLines } from '../../ui/row-parts.tsx';
import rows from '../../ui/row-table.module.css';
import { formatBytes } from '../../ui/sizes.ts';
import { RegistrationLink } from '../registration-link.tsx';
import styles from './failure-list.module.css';

/** What a row can ask for. Stable functions, so that a row is painted again only for its own sake. */
export interface FailureRowActions {
  select: (failure: ArchivedFailure, checked: boolean, toHere: boolean) => void;
  open: (failure: ArchivedFailure) => void;
  /** Reached by keyboard while another body is open. */
  follow: (failure: ArchivedFailure) => void;
}

interface FailureRowProps {
  connectionId: string;
  failure: ArchivedFailure;
  index: number;
  /** Whether Tab stops at its controls; from there arrow keys lead to the other rows. */
  tabStop: boolean;
  top: number;
  height: number;
  selected: boolean;
  open: boolean;
  colour: string;
  actions: FailureRowActions;
}

export const FailureRow = memo(function FailureRow({
  connectionId,
  failure,
  index,
  tabStop,
  top,
  height,
  selected,
  open,
  colour,
  actions,
}: FailureRowProps) {
  const { failureTime, event, issueKey, bodySize, webhookIds } = failure;
  const tabIndex = tabStop ? 0 : -1;
  const place: CSSProperties = { transform: `translateY(${top}px)`, height };
  const name = `${event || 'unknown event'}, ${formatLocalDay(failureTime)} ${formatLocalTime(failureTime)}`;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-open={open || undefined}
      className={`${rows.row} ${styles.row}`}
      style={place}
    >
      <div role="cell" className={styles.select}>
        <RowCheckbox
          label={`Select the failure ${name}`}
          checked={selected}
          tabIndex={tabIndex}
          onSelect={(checked, toHere) => actions.select(failure, checked, toHere)}
        />
      </div>
      <div role="cell" className={styles.failed}>
        <button
          type="button"
          className={rows.open}
          tabIndex={tabIndex}
          data-control="open"
          aria-expanded={open}
          aria-label={`Body of ${name}`}
          title={formatUtc(failureTime)}
          onClick={() => actions.open(failure)}
        >
          {formatLocalTime(failureTime)}
        </button>
        <span className={`${rows.line} ${rows.quiet}`}>{formatLocalDay(failureTime)}</span>
      </div>
      <div role="cell" className={styles.event}>
        <span className={rows.line}>
          <i className={styles.dot} style={{ background: colour }} aria-hidden />
          {visibleText(event) || 'not known'}
        </span>
        <span className={`${rows.line} ${rows.quiet} ${styles.issue}`}>
          <bdi>{visibleText(issueKey)}</bdi>
        </span>
      </div>
      <div role="cell" className={styles.receiver} title={visibleText(failure.url)}>
        <UrlLines url={visibleText(failure.url)} />
      </div>
      <div role="cell" className={styles.webhooks}>
        {webhookIds.slice(0, 2).map((id) => (
          <RegistrationLink key={id} connectionId={connectionId} id={id} tabIndex={tabIndex} />
        ))}
        {webhookIds.length > 2 && (
          <span className={rows.quiet}>and {webhookIds.length - 2} more</span>
        )}
      </div>
      <div role="cell" className={styles.late}>
        {lateness(failure)}
      </div>
      <div role="cell" className={styles.size}>
        {bodySize === null ? <span className={rows.quiet}>no body</span> : formatBytes(bodySize)}
      </div>
    </div>
  );
});

/** How long after the event it was given up: its retries, or a receiver that let it wait. */
export function lateness({ failureTime, eventTime }: ArchivedFailure): string {
  return eventTime === null || eventTime > failureTime
    ? ''
    : formatDuration(failureTime - eventTime);
}
