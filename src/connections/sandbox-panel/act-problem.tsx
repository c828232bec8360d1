import { JiraError } from '../../jira/errors.ts';
import { Banner } from '../../ui/banner.tsx';
import styles from './sandbox-panel.module.css';

interface ActProblemProps {
  error: Error | null;
  /** Why the archive could not be read afterwards. */
  reading: string | undefined;
}

/** What went wrong, in the sandbox's own words, where the act was asked for. */
export function ActProblem({ error, reading }: ActProblemProps) {
  if (error) {
    const words = error instanceof JiraError ? error.messages : [error.message];
    return (
      <Banner tone="danger" title="That did not work">
        {words.map((word) => (
          <p key={word}>{word}</p>
        ))}
      </Banner>
    );
  }
  if (reading === undefined) return null;
  return (
    <p className={styles.remark}>Done, but the failed deliveries were not read anew: {reading}</p>
  );
}
