import type { ConnectionSummary } from '../../jira/connection.ts';
import { ConsentLink } from './consent-link.tsx';

/** What heals a connection whose consent ended: the same user consents anew. */
export function SignInAgain({ connection }: { connection: ConnectionSummary }) {
  return <ConsentLink again={connection.id}>Sign in again</ConsentLink>;
}
