import { useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { buttonClass } from '../../ui/button.tsx';
import { usePart } from '../../ui/use-part.ts';
import styles from './sandbox-button.module.css';

const id = 'sandbox-panel';
const loadPanel = async () => (await import('./sandbox-panel.tsx')).SandboxPanel;

interface SandboxButtonProps {
  connection: ConnectionSummary;
  controls: string;
}

/** Opens what turns a Jira that is not real by hand. Its own weight counts on the first load of every screen. */
export function SandboxButton(props: SandboxButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);
  const { part: Panel, isMissing } = usePart(loadPanel, isWanted);
  return (
    <>
      <button type="button" className={`${buttonClass()} ${styles.button}`} popoverTarget={id}>
        Sandbox
      </button>
      <aside
        id={id}
        popover="auto"
        aria-label="Sandbox"
        className={styles.panel}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          setWanted(true);
        }}
      >
        {Panel ? (
          <Panel {...props} isOpen={isOpen} popoverId={id} />
        ) : (
          <p role="status">{isMissing ? 'It could not be loaded: reload the page.' : 'Loading…'}</p>
        )}
      </aside>
    </>
  );
}
