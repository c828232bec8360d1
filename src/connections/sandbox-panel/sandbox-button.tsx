import { useState } from 'react';
import { buttonClass } from '../../ui/button.tsx';
import type { SandboxPanel, SandboxPanelProps } from './sandbox-panel.tsx';

/** Opens what turns a Jira that is not real by hand. Its own weight counts on the first load of every screen. */
export function SandboxButton(props: SandboxPanelProps) {
  // Null where it could not be loaded: asking once more would fail at once.
  const [Panel, setPanel] = useState<typeof SandboxPanel | null>();
  return (
    <>
      <button
        type="button"
        className={buttonClass()}
        popoverTarget="sandbox-panel"
        onClick={() =>
          void import('./sandbox-panel.tsx').then(
            (part) => setPanel(() => part.SandboxPanel),
            () => setPanel(null),
          )
        }
      >
        {Panel === null ? 'Reload the page for the sandbox' : 'Sandbox'}
      </button>
      {Panel && <Panel {...props} />}
    </>
  );
}
