import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ListedWebhook } from '../jira/client.ts';
import type { ConnectionSummary } from '../jira/connection.ts';
import { consoleClient } from '../jira/console-client.ts';
import { NowProvider } from '../ui/now.tsx';
import { Countdown } from './countdown.tsx';
import styles from './connection-health.module.css';
import { FailedTotal } from './recent-failures/failed-total.tsx';
import { problemOf, problemWithList } from './problem.ts';
import { summarize } from './summary.ts';
import { useStateMoment } from './use-state-moment.ts';
import { webhooksQuery } from './webhooks-query.ts';

/** One connection's webhooks in four numbers, by its own site's clock. */
export function ConnectionHealth({ connection }: { connection: ConnectionSummary }) {
  return (
    <NowProvider now={consoleClient(connection.id).clock.now}>
      <Health connection={connection} />
    </NowProvider>
  );
}

const none: ListedWebhook[] = [];

function Health({ connection }: { connection: ConnectionSummary }) {
  const query = useQuery(webhooksQuery(connection.id));
  const webhooks = query.data ?? none;
  const now = useStateMoment(webhooks);
  const { total, byState, next } = useMemo(() => summarize(webhooks, now), [webhooks, now]);
  const problem = problemWithList(query);
  if (problem && !query.data) {
    return (
      <p className={styles.problem}>
        {problemOf(problem.error).title}. {problem.error.message}
      </p>
    );
  }
  if (!query.data) return <p>Reading its webhooks…</p>;
  return (
    <dl className={styles.facts}>
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
        <dd>{byState.expired}</dd>
      </div>
      <div data-urgent={byState.day > 0 || undefined}>
        <dt>Within 24 hours</dt>
        <dd>{byState.day}</dd>
      </div>
      <div>
        <dt>Failed in 72 hours</dt>
        <dd>
          <FailedTotal connectionId={connection.id} />
        </dd>
      </div>
      {problem && (
        <p className={styles.problem}>{problemOf(problem.error).title}. These numbers are older.</p>
      )}
    </dl>
  );
}
