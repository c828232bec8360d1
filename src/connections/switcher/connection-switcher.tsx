import { useMatchRoute, useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown } from 'lucide-react';
import { flushSync } from 'react-dom';
import { useId, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import styles from './connection-switcher.module.css';
import { SwitcherSearch } from './switcher-search.tsx';

interface ConnectionSwitcherProps {
  connections: readonly ConnectionSummary[];
  here: ConnectionSummary | undefined;
}

/** The name of where one is; pressed, it leads to any other connection, on the same of its screens. */
export function ConnectionSwitcher({ connections, here }: ConnectionSwitcherProps) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const to = useSameScreen();
  const navigate = useNavigate();
  const go = (connection: string) => {
    // Gives the focus back to the button.
    popover.current?.hidePopover();
    void navigate({ to, params: { connection } });
  };
  return (
    <>
      <button
        type="button"
        className={styles.button}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={here?.name}
      >
        <span className={styles.here}>{here?.name ?? 'All connections'}</span>
        <span className="visually-hidden">, switch connection</span>
        <ChevronsUpDown size={16} aria-hidden />
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Switch connection"
        className={styles.popover}
        // Before it shows, so that it finds what to focus and no letter is typed into nothing. But what goes
        // away before it hides could not give the focus back.
        onBeforeToggle={({ newState }) => {
          if (newState === 'open') flushSync(() => setOpen(true));
        }}
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        {isOpen && <SwitcherSearch connections={connections} here={here} onGo={go} />}
      </div>
    </>
  );
}

/** Who compares failures goes on with failures; from everywhere else one comes to the webhooks. */
function useSameScreen() {
  const matches = useMatchRoute();
  if (matches({ to: '/$connection/failures' })) return '/$connection/failures';
  if (matches({ to: '/$connection/settings' })) return '/$connection/settings';
  return '/$connection/webhooks';
}
