import type { WebhookId } from '../../jira/wire.ts';
import styles from './operation-flag.module.css';
import type { Operation } from './operations.ts';
import type { Verdict } from './verdicts.ts';
import { verdictTone, verdictWords } from './words.ts';

interface VerdictListProps {
  operation: Operation;
  verdicts: ReadonlyMap<WebhookId, Verdict>;
}

/** Each id with what became of it; what did not go well comes first and stands open. */
export function VerdictList({ operation, verdicts }: VerdictListProps) {
  if (operation.webhooks.length === 1) return null;
  const all = [...verdicts].map(([id, verdict]) => ({ id, verdict, tone: verdictTone(verdict) }));
  const bad = all.filter(({ tone }) => tone !== 'good');
  const good = all.filter(({ tone }) => tone === 'good');
  return (
    <details className={styles.verdicts} open={bad.length > 0}>
      <summary>Each webhook</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach that */}
      <ul tabIndex={0} aria-label="What became of each webhook">
        {[...bad, ...good].map(({ id, verdict, tone }) => (
          <li key={id} data-tone={tone}>
            <b>{id}</b> {verdictWords(verdict)}
          </li>
        ))}
      </ul>
    </details>
  );
}
