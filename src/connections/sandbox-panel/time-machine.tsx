import { Button } from '../../ui/button.tsx';
import { ActProblem } from './act-problem.tsx';
import type { ActProps } from './act-props.ts';
import styles from './sandbox-panel.module.css';
import { useAct } from './use-act.ts';
import { clockText, waitingText } from './words.ts';

const spans = [
  { span: '15m', text: '15 minutes' },
  { span: '1h', text: '1 hour' },
  { span: '1d', text: '1 day' },
] as const;

/** The sandbox's clock by hand: retries run out, webhooks expire. */
export function TimeMachine({ connection, control, summary }: ActProps) {
  const act = useAct(connection, (span: string | undefined) =>
    span === undefined ? control.returnToNow() : control.advance(span),
  );
  const unavailable = act.isPending ? 'The clock is on its way' : undefined;
  return (
    <>
      <p role="status" className={styles.remark}>
        {act.isPending
          ? 'Time passes…'
          : summary && `${clockText(summary.offsetMs)} ${waitingText(summary)}`}
      </p>
      <div className={styles.row}>
        {spans.map(({ span, text }) => (
          <Button key={span} changes unavailable={unavailable} onClick={() => act.mutate(span)}>
            <span className="visually-hidden">Let </span>
            {text}
            <span className="visually-hidden"> pass</span>
          </Button>
        ))}
        <Button
          changes
          unavailable={unavailable ?? (summary?.offsetMs === 0 ? 'It is now already' : undefined)}
          onClick={() => act.mutate(undefined)}
        >
          Back to now
        </Button>
      </div>
      <ActProblem error={act.error} reading={act.data?.reading} />
    </>
  );
}
