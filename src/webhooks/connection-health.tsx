import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ListedWebhook } from '../jira/client.ts';
import type { ConnectionSummary } from '../jira/connection.ts';
import { consoleClient } from '../jira/console-client.ts';
import { JiraError } from '../jira/errors.ts';
import { NowProvider } from '../ui/now.tsx';
import { Countdown } from './countdown.tsx';
import styles from './connection-health.module.css';
import { fewAtOnce } from './few-at-once.ts';
import { FailedTotal } from './recent-failures/failed-total.tsx';
import { problemOf, problemWithList } from './problem.ts';
import { RetryCountdown } from './retry-countdown.tsx';
import { summarize } from './summary.ts';
import { useStateMoment } from './use-state-moment.ts';
import { webhooksQuery } from './webhooks-query.ts';

interface ConnectionHealthProps {
  connection: ConnectionSummary;
  /** Side by side, where many stand one below the other. */
  inRow?: boolean | undefined;
}

/** One connection's webhooks in a few numbers, by its own site's clock. */
export function ConnectionHealth(props: ConnectionHealthProps) {
  return (
    <NowProvider now={consoleClient(props.connection.id).clock.now}>
      <Health {...props} />
    </NowProvider>
  );
}

/** Of all connections on the screen together. */
const readAtOnce = fewAtOnce(4);

/** The same list as on the connection's own screen, read when its turn comes. */
function inTurnQuery(connectionId: string) {
  const query = webhooksQuery(connectionId);
  const { jira } = consoleClient(connectionId);
  return {
    ...query,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      readAtOnce(signal, () => jira.listWebhooks({ signal })),
  };
}

const none: ListedWebhook[] = [];

function Health({ connection, inRow }: ConnectionHealthProps) {
  const query = useQuery(inTurnQuery(connection.id));
  const webhooks = query.data ?? none;
  const now = useStateMoment(webhooks);
  const { total, byState, next } = useMemo(() => summarize(webhooks, now), [webhooks, now]);
  const problem = problemWithList(query);
  if (problem && !query.data) {
    return <NotRead {...problem} />;
  }
  if (!query.data) return <p className={styles.waiting}>Reading its webhooks…</p>;
  return (
    <dl className={styles.facts} data-in-row={inRow}>
      <div>
        <dt>Registered</dt>
        <dd>
          {total} of {connection.limit}
        </dd>
      </div>
      <div>
        <dt>Next to expire</dt>
        <dd>{next ? <Countdown expiresAt={next.expirationDate} /> : 'None'}</dd>
      </div>
      <div data-urgent={byState.expired > 0 || undefined}>
        <dt>Expired</dt>
        <dd>
          <InState connectionId={connection.id} state="expired" count={byState.expired} />
        </dd>
      </div>
      <div data-urgent={byState.day > 0 || undefined}>
        <dt>Within 24 hours</dt>
        <dd>
          <InState connectionId={connection.id} state="day" count={byState.day} />
        </dd>
      </div>
      <div>
        <dt>Failed in 72 hours</dt>
        <dd>
          <FailedTotal connectionId={connection.id} />
          {/* Jira tells an OAuth app of no failure: that none is known does not say that none was. */}
          {!connection.canListFailed && <small> handed in</small>}
        </dd>
      </div>
      {problem && (
        <p className={styles.problem}>{problemOf(problem.error).title}. These numbers are older.</p>
      )}
    </dl>
  );
}

/** Why there are no numbers, and where Jira asks to wait, how long yet. */
function NotRead({ error, retryAt }: { error: Error; retryAt: number | undefined }) {
  const isAskedToWait = error instanceof JiraError && error.kind === 'rate-limited';
  return (
    <p className={styles.problem}>
      {problemOf(error).title}.{' '}
      {isAskedToWait && retryAt !== undefined ? (
        <NowProvider now={Date.now}>
          <RetryCountdown at={retryAt} />
        </NowProvider>
      ) : (
        error.message
      )}
    </p>
  );
}

interface InStateProps {
  connectionId: string;
  state: 'expired' | 'day';
  count: number;
}

const inState = { expired: 'expired webhooks', day: 'webhooks that expire within 24 hours' };

/** The way to those webhooks alone. */
function InState({ connectionId, state, count }: InStateProps) {
  if (count === 0) return '0';
  return (
    <Link
      to="/$connection/webhooks"
      params={{ connection: connectionId }}
      search={{ status: state }}
    >
      {count}
      <span className="visually-hidden"> {inState[state]}</span>
    </Link>
  );
}
