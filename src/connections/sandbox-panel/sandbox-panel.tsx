import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import type { ActProps } from './act-props.ts';
import { sandboxControl } from './control.ts';
import { EventForm } from './event-form.tsx';
import { FailNow } from './fail-now.tsx';
import styles from './sandbox-panel.module.css';
import { ScenarioSwitch } from './scenario-switch.tsx';
import { StartAgain } from './start-again.tsx';
import { TimeMachine } from './time-machine.tsx';
import { controlKey } from './use-act.ts';

export interface SandboxPanelProps extends Pick<ActProps, 'connection' | 'renderWebhook'> {
  /** Where it is turned by hand. */
  controls: string;
}

/** Others may turn the same sandbox, and a scenario runs by itself. */
const rereadMs = 10_000;

/** What the button in the header names. */
const id = 'sandbox-panel';

/** Sets things off by hand on a Jira that is not real. */
export function SandboxPanel(props: SandboxPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const [isOpen, setOpen] = useState(false);
  // It comes with the first press of its button, which found nothing yet to open.
  useEffect(() => {
    const element = panel.current;
    element?.showPopover();
    return () => element?.hidePopover();
  }, []);
  return (
    <aside
      ref={panel}
      id={id}
      popover="auto"
      aria-label="Sandbox"
      className={styles.popover}
      onToggle={({ newState }) => setOpen(newState === 'open')}
    >
      <Controls {...props} isOpen={isOpen} />
    </aside>
  );
}

function Controls({
  connection,
  controls,
  renderWebhook,
  isOpen,
}: SandboxPanelProps & { isOpen: boolean }) {
  const control = useMemo(() => sandboxControl(controls), [controls]);
  const { data: summary } = useQuery({
    queryKey: [...controlKey(controls), 'summary'],
    queryFn: ({ signal }) => control.summary(signal),
    enabled: isOpen,
    refetchInterval: rereadMs,
  });
  const shared = { connection, renderWebhook, control, summary };
  return (
    <div className={styles.panel}>
      <header>
        <div className={styles.head}>
          <h2>Sandbox</h2>
          <Button appearance="subtle" popoverTarget={id} popoverTargetAction="hide">
            Close
          </Button>
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
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <h3 id={titleId}>{title}</h3>
      {children}
    </section>
  );
}
