import { Button } from '../../ui/button.tsx';
import { ActProblem } from './act-problem.tsx';
import { Deliveries } from './deliveries.tsx';
import type { ActProps } from './act-props.ts';
import styles from './sandbox-panel.module.css';
import { useAct } from './use-act.ts';

const several = 10;

/** Deliveries that are refused, so that they are among the failed ones at once. */
export function FailNow({ connection, renderWebhook, control }: ActProps) {
  const act = useAct(connection, (count: number) => control.fail(count));
  const unavailable = connection.canListFailed
    ? act.isPending
      ? 'It is being done'
      : undefined
    : 'Jira lists failed deliveries to Connect apps only: use the connection of the Connect app';
  const deliveries = act.data?.result.deliveries ?? [];
  return (
    <>
      <p className={styles.remark}>
        {unavailable !== undefined && !act.isPending
          ? `${unavailable}.`
          : 'A receiver answers 404: it is not tried again, and is among the failed deliveries at once.'}
      </p>
      <div className={styles.row}>
        <Button changes unavailable={unavailable} onClick={() => act.mutate(1)}>
          Fail a delivery now
        </Button>
        <Button changes unavailable={unavailable} onClick={() => act.mutate(several)}>
          Fail {several}
        </Button>
      </div>
      <p role="status">
        {deliveries.length > 0 &&
          !act.isPending &&
          (deliveries.length === 1
            ? '1 delivery failed.'
            : `${deliveries.length} deliveries failed.`)}
      </p>
      <Deliveries {...{ connection, renderWebhook, deliveries }} />
      <ActProblem error={act.error} reading={act.data?.reading} />
    </>
  );
}
