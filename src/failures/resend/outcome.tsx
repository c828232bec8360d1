import { useId, type Ref } from 'react';
import type { ResendAttempt, ResendOutcome } from '../../jira/resend.ts';
import { visibleText } from '../../jira/visible-text.ts';
import { Lozenge } from '../../ui/tag.tsx';
import { outcomeWords } from './outcome-words.ts';
import styles from './resend.module.css';

/** What became of one attempt, with the receiver's own answer. */
export function Outcome({ attempt, ref }: { attempt: ResendAttempt; ref?: Ref<HTMLElement> }) {
  const { outcome, signed } = attempt;
  const { tone, label, title, advice } = outcomeWords(attempt);
  const id = useId();
  return (
    <section ref={ref} tabIndex={-1} aria-labelledby={id} className={styles.outcome}>
      <p id={id} className={styles.title}>
        <Lozenge tone={tone}>{label}</Lozenge> <strong>{title}</strong>
      </p>
      {'reason' in outcome && <p>{outcome.reason}</p>}
      <p className={styles.subtle}>
        {advice}
        {outcome.state === 'answered' && (signed ? ' It was signed.' : ' It was not signed.')}
      </p>
      {outcome.state === 'answered' && <Answer answer={outcome} />}
    </section>
  );
}

type Answered = Extract<ResendOutcome, { state: 'answered' }>;

function Answer({ answer: { headers, body, bodyEnd } }: { answer: Answered }) {
  return (
    <>
      {headers.length > 0 && (
        <dl className={styles.headers} aria-label="Headers of the answer">
          {headers.map(({ name, value }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a header may come twice, and none moves
            <div key={index}>
              <dt>{name}</dt>
              <dd>{visibleText(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {body !== '' && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keyboard too
        <pre className={styles.answer} tabIndex={0} role="region" aria-label="Body of the answer">
          {linesOf(body)}
        </pre>
      )}
      <p className={styles.subtle}>{endWords(body, bodyEnd)}</p>
    </>
  );
}

/** Somebody else's text: what cannot be seen is written out, but for what makes lines and columns. */
function linesOf(text: string): string {
  return text.replaceAll(/[^\n\t]+/g, (part) => visibleText(part.replace(/\r$/, '')));
}

function endWords(body: string, end: Answered['bodyEnd']): string | undefined {
  switch (end) {
    case 'whole':
      return body === '' ? 'The answer has no body.' : undefined;
    case 'cut':
      return 'The answer is longer: its first 16 KiB are kept.';
    case 'broken-off':
      return 'The answer broke off here, or took too long.';
    case 'compressed':
      return 'The answer’s body is compressed, and was not unpacked.';
  }
}
