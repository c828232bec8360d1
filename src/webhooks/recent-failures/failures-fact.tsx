import { failuresAddress } from './failures-address.ts';
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
  const address = failuresAddress(connectionId, { webhook: webhookId });
  if (!failures) {
    return (
      <p>
        None in the last 72 hours.{' '}
        <a href={address} className={styles.more}>
          See older ones
        </a>
      </p>
    );
  }
  return (
    <div className={styles.fact}>
      <Sparkline {...failures} />
      <p>
        {countText(failures.count)} in the last 72 hours, {lastWords(failures)}.{' '}
        <a href={address} className={styles.more}>
          See them
        </a>
      </p>
    </div>
  );
}
