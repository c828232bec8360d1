import { Button } from '../../ui/button.tsx';
import { ActProblem } from './act-problem.tsx';
import type { ScenarioName } from './control.ts';
import type { ActProps } from './act-props.ts';
import styles from './sandbox-panel.module.css';
import { useAct } from './use-act.ts';

const scenarios: Record<ScenarioName, string> = {
  ordinary: 'An ordinary day: one receiver works, one is flaky, one has lost its route.',
  outage: 'An outage: no receiver works.',
};

/** Events that come by themselves, a few a minute. */
export function ScenarioSwitch({ connection, control, summary }: ActProps) {
  const act = useAct(connection, (name: ScenarioName | undefined) =>
    name === undefined ? control.stopScenario() : control.startScenario(name),
  );
  const running = summary?.scenario ?? undefined;
  const unavailable = act.isPending ? 'It is being done' : undefined;
  return (
    <>
      <p role="status" className={styles.remark}>
        {running === undefined
          ? summary && 'Nothing happens by itself.'
          : `${scenarios[running.name]} ${running.perMinute} events a minute.`}
      </p>
      <div className={styles.row}>
        <Button
          changes
          aria-pressed={running?.name === 'ordinary'}
          unavailable={unavailable}
          onClick={() => act.mutate('ordinary')}
        >
          An ordinary day
        </Button>
        <Button
          changes
          aria-pressed={running?.name === 'outage'}
          unavailable={unavailable}
          onClick={() => act.mutate('outage')}
        >
          An outage
        </Button>
        <Button
          changes
          unavailable={unavailable ?? (running ? undefined : 'Nothing runs')}
          onClick={() => act.mutate(undefined)}
        >
          Stop
        </Button>
      </div>
      <ActProblem error={act.error} reading={act.data?.reading} />
    </>
  );
}
