import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import type { ResendAttempt } from '../../jira/resend.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { formatLocal, formatLocalShort } from '../../ui/instants.ts';
import { Lozenge } from '../../ui/tag.tsx';
import { attemptsQuery, type FailureAt } from './attempts-query.ts';
import { Outcome } from './outcome.tsx';
import { hostOf, outcomeWords } from './outcome-words.ts';
import styles from './resend.module.css';

/** When and where a failure's body was sent again, and what came of it. Nothing where it never was. */
export function Attempts(place: FailureAt) {
  const { data, error, refetch } = useQuery(attemptsQuery(place));
  if (data === undefined) {
    return error === null ? null : <AttemptsProblem error={error} onRetry={() => void refetch()} />;
  }
  return <AttemptList title="Sent again" attempts={data.attempts} />;
}

interface AttemptListProps {
  title: string;
  attempts: readonly ResendAttempt[];
  /** The rest is counted. */
  most?: number;
}

export function AttemptList({ title, attempts, most = attempts.length }: AttemptListProps) {
  const id = useId();
  if (attempts.length === 0) return null;
  return (
    <section aria-labelledby={id} className={styles.attempts}>
      <h3 id={id}>{title}</h3>
      <ol>
        {attempts.slice(0, most).map((attempt) => (
          <li key={attempt.id}>
            <details>
              <summary>
                <ChevronRight size={16} aria-hidden />
                <span className={styles.line}>
                  <Lozenge tone={outcomeWords(attempt).tone}>{outcomeWords(attempt).label}</Lozenge>
                  <span>{formatLocalShort(attempt.startedAt)}</span>
                  <span className={styles.subtle}>{hostOf(attempt.url)}</span>
                </span>
              </summary>
              <div className={styles.opened}>
                <p className={styles.subtle}>{formatLocal(attempt.startedAt)}</p>
                <p className={styles.url}>{attempt.url}</p>
                <Outcome attempt={attempt} />
              </div>
            </details>
          </li>
        ))}
      </ol>
      {attempts.length > most && (
        <p className={styles.subtle}>…and {attempts.length - most} before.</p>
      )}
    </section>
  );
}

function AttemptsProblem({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Banner
      tone="warning"
      title="Whether it was sent again could not be read"
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      <p>{error.message}</p>
    </Banner>
  );
}
