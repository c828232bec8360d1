import { Link } from '@tanstack/react-router';
import type { RecentFailures } from './recent-failures.ts';
import styles from './recent-failures.module.css';
import { Sparkline } from './sparkline.tsx';
import { countText, failuresWords } from './words.ts';

interface FailuresLinkProps {
  connectionId: string;
  webhookId: number;
  failures: RecentFailures;
  tabIndex: number;
}

/** In a row: how many deliveries of this registration failed, and when; the way to them. */
export function FailuresLink({ connectionId, webhookId, failures, tabIndex }: FailuresLinkProps) {
  const words = failuresWords(failures);
  return (
    <Link
      className={styles.link}
      to="/$connection/failures"
      params={{ connection: connectionId }}
      search={{ webhook: webhookId }}
      tabIndex={tabIndex}
      data-control="failures"
      aria-label={words}
      title={words}
    >
      <span>{countText(failures.count)}</span>
      <Sparkline {...failures} />
    </Link>
  );
}
