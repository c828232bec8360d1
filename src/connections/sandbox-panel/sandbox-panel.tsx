import { X } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, type ReactNode } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { IconButton } from '../../ui/button.tsx';
import { sandboxControl } from './control.ts';
import { EventForm } from './event-form.tsx';
import { FailNow } from './fail-now.tsx';
import styles from './sandbox-panel.module.css';
import { ScenarioSwitch } from './scenario-switch.tsx';
import { StartAgain } from './start-again.tsx';
import { TimeMachine } from './time-machine.tsx';
import { controlKey } from './use-act.ts';

interface SandboxPanelProps {
  connection: ConnectionSummary;
  controls: string;
  isOpen: boolean;
  /** What it stands in, and its button closes. */
  popoverId: string;
}

/** Others may turn the same sandbox, and a scenario runs by itself. */
const rereadMs = 10_000;

/** Sets things off by hand on a Jira that is not real. */
export function SandboxPanel({ connection, controls, isOpen, popoverId }: SandboxPanelProps) {
  const control = useMemo(() => sandboxControl(controls), [controls]);
  const { data: summary } = useQuery({
    queryKey: [...controlKey(controls), 'summary'],
    queryFn: ({ signal }) => control.summary(signal),
    enabled: isOpen,
    refetchInterval: rereadMs,
  });
  const shared = { connection, control, summary };
  return (
    <div className={styles.panel}>
      <header>
        <div className={styles.head}>
          <h2>Sandbox</h2>
          <IconButton
            label="Close the sandbox’s panel"
            icon={<X size={16} aria-hidden />}
            popoverTarget={popoverId}
            popoverTargetAction="hide"
          />
        </div>
        <p className={styles.remark}>
          This Jira is not real. Set things off by hand, and see what the screen makes of them.
        </p>
      </header>
      <Section title="Set off an event">
        <EventForm {...shared} isOpen={isOpen} />
      </Section>
      <Section title="Fail a delivery">
        <FailNow {...shared} />
      </Section>
      <Section title="Let time pass">
        <TimeMachine {...shared} />
      </Section>
      <Section title="Events by themselves">
        <ScenarioSwitch {...shared} />
      </Section>
      <Section title="Start again">
        <StartAgain {...shared} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}
