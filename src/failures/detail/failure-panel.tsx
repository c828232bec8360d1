import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, Send, X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { ArchivedFailure } from '../../jira/failures.ts';
import { visibleText } from '../../jira/visible-text.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatLocal, formatUtc } from '../../ui/instants.ts';
import { ArchiveProblem } from '../archive-problem.tsx';
import { bodyQuery, failureQuery } from '../failures-query.ts';
import { lateness } from '../list/failure-row.tsx';
import { Attempts } from '../resend/attempts.tsx';
import { RegistrationLink } from '../registration-link.tsx';
import { failureKey, parseFailureKey } from '../search-state.ts';
import styles from './failure-panel.module.css';

/** What shows a body; it lives in another room. */
export interface ShownBody {
  body: Uint8Array;
  name: string;
  fileName: string;
  event: string | undefined;
  /** Other bodies to hold it against; the key stays the same for whoever is sent the address. */
  compareWith: readonly { key: string; label: string; load: () => Promise<Uint8Array> }[];
}

interface FailurePanelProps {
  connectionId: string;
  openKey: string;
  /** Undefined where the list does not hold it. */
  listed: ArchivedFailure | undefined;
  /** The next ones to either side in the list. */
  newer: (() => void) | undefined;
  older: (() => void) | undefined;
  compareWith: ShownBody['compareWith'];
  renderBody: (shown: ShownBody) => ReactNode;
  onResend: (failure: ArchivedFailure) => void;
  onClose: () => void;
}

/** One failed delivery: what it was, and the body that failed. Escape closes it. */
export function FailurePanel(props: FailurePanelProps) {
  const { connectionId, openKey, listed, newer, older, onClose } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  // Opened from the list by keyboard alone, the focus stays there.
  useEffect(() => {
    const isInList = document.activeElement?.matches('[data-control=open]:focus-visible') ?? false;
    if (!isInList) heading.current?.focus({ preventScroll: true });
  }, [openKey]);
  const name = parseFailureKey(openKey);
  const found = useQuery({
    ...failureQuery(connectionId, name ?? { id: '', failureTime: 0 }),
    enabled: listed === undefined && name !== undefined,
  });
  const failure = listed ?? found.data;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys that serve all inside
    <aside
      ref={panel}
      className={styles.panel}
      aria-label="Failed delivery"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
        event.preventDefault();
        (event.key === 'ArrowDown' ? older : newer)?.();
      }}
    >
      <header className={styles.header}>
        <h2 ref={heading} tabIndex={-1}>
          {failure ? visibleText(failure.event) || 'Unknown event' : 'Failed delivery'}
        </h2>
        <span className={styles.steps}>
          {failure && failure.bodySize !== null && (
            <Button
              changes
              icon={<Send size={16} aria-hidden />}
              onClick={() => props.onResend(failure)}
            >
              Send again…
            </Button>
          )}
          <IconButton
            label="Newer failure (Alt+↑)"
            icon={<ChevronUp size={16} aria-hidden />}
            unavailable={newer ? undefined : 'This is the newest in the list'}
            onClick={newer}
          />
          <IconButton
            label="Older failure (Alt+↓)"
            icon={<ChevronDown size={16} aria-hidden />}
            unavailable={older ? undefined : 'This is the last that is loaded'}
            onClick={older}
          />
          <IconButton label="Close the body" icon={<X size={16} aria-hidden />} onClick={onClose} />
        </span>
      </header>
      {failure ? (
        <Details key={failureKey(failure)} {...props} failure={failure} />
      ) : found.error ? (
        <ArchiveProblem
          what="The failure"
          error={found.error}
          stays={false}
          onRetry={() => void found.refetch()}
        />
      ) : found.isLoading ? (
        <p role="status">Looking for the failure…</p>
      ) : (
        <EmptyState title="Not in the archive">
          <p>
            The console has no such failure of this connection: it is past the time that failures
            are kept, or the address is not complete.
          </p>
        </EmptyState>
      )}
    </aside>
  );
}

function Details({
  connectionId,
  failure,
  compareWith,
  renderBody,
}: FailurePanelProps & { failure: ArchivedFailure }) {
  return (
    <>
      <dl className={styles.facts}>
        <Fact name="Failed">
          <time dateTime={new Date(failure.failureTime).toISOString()}>
            {formatLocal(failure.failureTime)}
            <small>{formatUtc(failure.failureTime)}</small>
          </time>
        </Fact>
        <Fact name="After the event by">{lateness(failure) || 'not known'}</Fact>
        <Fact name="Webhooks">
          {failure.webhookIds.length === 0
            ? 'The body does not tell'
            : failure.webhookIds.map((id) => (
                <RegistrationLink key={id} connectionId={connectionId} id={id} />
              ))}
        </Fact>
        {failure.issueKey !== '' && <Fact name="Issue">{visibleText(failure.issueKey)}</Fact>}
        <Fact name="Receiver">
          <code>{visibleText(failure.url)}</code>
        </Fact>
        <Fact name="Delivery">
          <code>{visibleText(failure.id)}</code>
        </Fact>
      </dl>
      <Attempts connectionId={connectionId} failure={failure} />
      {failure.bodySize === null ? (
        <EmptyState title="No body came with this record">
          <p>
            Jira drops the body of some failures. What the event carries in general stands in the
            catalogue of payloads.
          </p>
        </EmptyState>
      ) : (
        <Body
          connectionId={connectionId}
          failure={failure}
          compareWith={compareWith}
          renderBody={renderBody}
        />
      )}
    </>
  );
}

type BodyProps = Pick<FailurePanelProps, 'connectionId' | 'compareWith' | 'renderBody'> & {
  failure: ArchivedFailure;
};

function Body({ connectionId, failure, compareWith, renderBody }: BodyProps) {
  const query = useQuery(bodyQuery(connectionId, failure));
  if (query.error) {
    const retry = () => void query.refetch();
    return <ArchiveProblem what="The body" error={query.error} stays={false} onRetry={retry} />;
  }
  if (!query.data) return <p role="status">Reading the body…</p>;
  return renderBody({
    body: query.data,
    name: `Body of delivery ${failure.id}`,
    fileName: `${failure.id.replaceAll(/[^\w.-]/g, '_').slice(-100)}.json`,
    event: failure.event || undefined,
    compareWith,
  });
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
