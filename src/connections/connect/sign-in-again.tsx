import type { ConnectionSummary } from '../../jira/connection.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { useNeedsAdmin } from '../use-needs-admin.ts';

/**
 * What heals a connection whose consent ended: the same user consents anew. A link and no mutation, since the
 * whole page goes to Atlassian; the server holds that only an admin may.
 */
export function SignInAgain({ connection }: { connection: ConnectionSummary }) {
  const needsAdmin = useNeedsAdmin();
  if (needsAdmin !== undefined) return <Button unavailable={needsAdmin}>Sign in again</Button>;
  return (
    <a
      className={buttonClass('primary')}
      href={`/api/oauth/start?again=${encodeURIComponent(connection.id)}`}
    >
      Sign in again
    </a>
  );
}
