import { X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useNeedsAdmin } from '../use-needs-admin.ts';
import { AdminLink } from './admin-link.tsx';

/** The first screen of a console that was just set up: what comes first, and who may do it. */
export function NothingConnected() {
  const needsAdmin = useNeedsAdmin();
  return (
    <EmptyState
      title="No site is connected yet"
      actions={
        <>
          <AdminLink to="/connect" appearance="primary">
            Connect a site
          </AdminLink>
          <AdminLink to="/tokens">Tokens</AdminLink>
        </>
      }
    >
      <p>
        Connect a Jira site on which your app is installed, or one that you reach by signing in to
        Atlassian. The console shows its webhooks from then on.
      </p>
      {needsAdmin !== undefined && (
        <p>{needsAdmin}. Ask somebody who has it to connect the first site.</p>
      )}
    </EmptyState>
  );
}

export function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="No connection matches"
      actions={
        <Button icon={<X size={16} aria-hidden />} onClick={onClear}>
          Show all connections
        </Button>
      }
    >
      <p>The search looks at names, sites and users.</p>
    </EmptyState>
  );
}
