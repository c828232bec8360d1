import { Link } from '@tanstack/react-router';
import type { RecentFailures } from './recent-failures.ts';
import styles from './recent-failures.module.css';
import { Sparkline } from './sparkline.tsx';
import { countText, lastWords } from './words.ts';

interface FailuresFactProps {
  connectionId: string;
  webhookId: number;
  /** Undefined where the archive knows of none. */
  failures: RecentFailures | undefined;
}

/** In the details: the same with more room. */
export function FailuresFact({ connectionId, webhookId, failures }: FailuresFactProps) {
  const to = {
    to: '/$connection/failures',
    params: { connection: connectionId },
    className: styles.more,
  } as const;
  if (!failures) {
    return (
      <p>
        None in the last 72 hours.{' '}
        <Link {...to} search={{ webhook: webhookId, span: '90d' }}>
          See older ones
        </Link>
      </p>
    );
  }
  return (
    <div className={styles.fact}>
      <Sparkline {...failures} />
      <p>
        {countText(failures.count)} in the last 72 hours, {lastWords(failures)}.{' '}
        <Link {...to} search={{ webhook: webhookId }}>
          See them
        </Link>
      </p>
    </div>
  );
}
