import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import type { Me } from '../../jira/access.ts';
import { isSignedOut } from '../../jira/errors.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './account.module.css';

/** Who one is, the way out, and the way back in once the session has ended. */
export function Account({ me: { name, role, signIn } }: { me: Me }) {
  const [problem, setProblem] = useState<string>();
  const hasEnded = useHasEnded();
  return (
    <>
      <div className={styles.account}>
        <span className={styles.who}>
          <span className={styles.name}>{name}</span> <small>{role}</small>
        </span>
        {signIn === 'oidc' && (
          <Button
            appearance="subtle"
            onClick={() => void signOut().catch(() => setProblem(notOut))}
          >
            Sign out
          </Button>
        )}
      </div>
      {hasEnded && <SignInAgain signIn={signIn} />}
      {problem !== undefined && (
        <div role="alert" className={styles.notice}>
          <Banner tone="danger" title="You are still signed in">
            <p>{problem}</p>
          </Banner>
        </div>
      )}
    </>
  );
}

const notOut = 'The console could not be reached. Try again.';

async function signOut(): Promise<void> {
  const response = await fetch('/access/sign-out', { method: 'POST' });
  if (!response.ok) throw new Error(String(response.status));
  location.assign('/access/signed-out');
}

function SignInAgain({ signIn }: Pick<Me, 'signIn'>) {
  return (
    <div role="alert" className={styles.notice}>
      <Banner
        tone="warning"
        title="Your session has ended"
        actions={
          <Button appearance="primary" onClick={() => signInAgain(signIn)}>
            Sign in again
          </Button>
        }
      >
        <p>You come back to where you are now. What is shown may be out of date.</p>
      </Banner>
    </div>
  );
}

function signInAgain(signIn: Me['signIn']): void {
  const { pathname, search } = location;
  if (signIn === 'oidc') {
    const query = new URLSearchParams({ to: pathname + search });
    location.assign(`/access/sign-in?${query.toString()}`);
    // A proxy asks for itself when the page is opened anew.
  } else location.reload();
}

/** Whether any reading was refused because nobody is signed in any more, and none has been let in since. */
function useHasEnded(): boolean {
  const queries = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (listener) => queries.subscribe(listener),
    () => queries.getAll().some(({ state }) => isSignedOut(state.error)),
  );
}
