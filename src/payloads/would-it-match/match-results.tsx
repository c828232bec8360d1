import { useMemo } from 'react';
import type { ListedWebhook } from '../../jira/client.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { AdminNote } from '../admin-note.tsx';
import { summaryOf } from '../verdicts.ts';
import { readBody } from './try-registrations.ts';
import { useVerdicts } from './use-verdicts.ts';
import { VerdictGroups } from './verdict-groups.tsx';
import type { WouldItMatchProps } from './would-it-match.tsx';
import styles from './would-it-match.module.css';

interface MatchResultsProps extends Pick<
  WouldItMatchProps,
  'body' | 'search' | 'onSearch' | 'renderLink'
> {
  connection: ConnectionSummary;
  webhooks: readonly ListedWebhook[] | undefined;
}

/** The outcome in a sentence, then each registration with its verdict and what decided. */
export function MatchResults({ body, connection, webhooks, ...props }: MatchResultsProps) {
  const reading = useMemo(() => readBody(body), [body]);
  const { verdicts, tried } = useVerdicts(connection.id, reading, webhooks);
  const isWaiting = reading.kind === 'payload' && verdicts === undefined;
  const eventName = reading.kind === 'payload' ? reading.event.webhookEvent : undefined;
  return (
    <>
      <p role="status" className={styles.summary}>
        {!isWaiting && summaryOf(reading, verdicts ?? [])}
        {isWaiting && webhooks === undefined && `Reading the webhooks of ${connection.name}…`}
      </p>
      {isWaiting && webhooks !== undefined && <Progress tried={tried} of={webhooks.length} />}
      <AdminNote eventName={eventName} />
      {verdicts !== undefined && verdicts.length > 0 && (
        <VerdictGroups
          key={eventName}
          {...props}
          connectionId={connection.id}
          verdicts={verdicts}
        />
      )}
    </>
  );
}

function Progress({ tried, of }: { tried: number; of: number }) {
  return (
    <p className={styles.progress}>
      <progress aria-label="Webhooks tried" value={tried} max={of} />
      <span>
        {tried.toLocaleString('en')} of {of.toLocaleString('en')} tried
      </span>
    </p>
  );
}
