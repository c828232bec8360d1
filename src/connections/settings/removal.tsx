import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Button } from '../../ui/button.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

interface RemovalProps {
  connection: ConnectionSummary;
  /** Why it can't be removed. */
  fixed: string | undefined;
}

/** What to do before, and the way to the question. */
export function Removal({ connection, fixed }: RemovalProps) {
  const [isAsked, setAsked] = useState(false);
  const params = { connection: connection.id };
  return (
    <>
      <p>
        The console forgets its secrets, and its archive of failures is out of reach. What is
        registered in Jira stays there, and goes on being delivered. Before,{' '}
        <Link to="/$connection/webhooks" params={params}>
          delete the webhooks
        </Link>{' '}
        that nobody needs, and{' '}
        <Link to="/$connection/failures" params={params}>
          export the failures
        </Link>{' '}
        that somebody does.
      </p>
      <div>
        <Button appearance="danger" unavailable={fixed} onClick={() => setAsked(true)}>
          Remove…
        </Button>
      </div>
      {isAsked && <RemoveDialog connection={connection} onClose={() => setAsked(false)} />}
    </>
  );
}
