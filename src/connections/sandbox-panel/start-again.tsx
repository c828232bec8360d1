import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ActProblem } from './act-problem.tsx';
import type { ActProps } from './act-props.ts';
import styles from './sandbox-panel.module.css';
import { useAct } from './use-act.ts';

/** The sandbox as on its first day, after a question. */
export function StartAgain({ connection, control }: ActProps) {
  const [isAsked, setAsked] = useState(false);
  const act = useAct(connection, () => control.reset());
  const button = useRef<HTMLButtonElement>(null);
  const safe = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    if (isAsked !== wasAsked.current) (isAsked ? safe : button).current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);

  function confirm(): void {
    setAsked(false);
    act.mutate();
  }

  return (
    <>
      <p className={styles.remark}>
        {isAsked
          ? 'What was registered, refreshed and deleted in the sandbox, for both apps, is forgotten. Failed deliveries that the console has read already stay in its archive.'
          : 'Everything in the sandbox as it was on its first day: webhooks, failures, clock.'}
      </p>
      <div className={styles.row}>
        {isAsked ? (
          <>
            <Button ref={safe} onClick={() => setAsked(false)}>
              Keep it
            </Button>
            <Button appearance="danger" onClick={confirm}>
              Forget it and start again
            </Button>
          </>
        ) : (
          <Button
            ref={button}
            changes
            unavailable={act.isPending ? 'It is being done' : undefined}
            onClick={() => setAsked(true)}
          >
            Start again…
          </Button>
        )}
      </div>
      <p role="status">{act.isSuccess && !isAsked && 'The sandbox is as on its first day.'}</p>
      <ActProblem error={act.error} reading={act.data?.reading} />
    </>
  );
}
