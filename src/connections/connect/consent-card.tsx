import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { setupQuery } from './connect-client.ts';
import { ConsentLink } from './consent-link.tsx';
import styles from './connect.module.css';

/** FACTS, "Who may call": what the app asks for, and what for. */
const scopes = [
  ['read:me', 'your name, so that the console can say as whom it sees'],
  ['manage:jira-webhook', 'to list, register, refresh and delete webhooks'],
  ['read:jira-work', 'which Jira demands along with it; the console reads no issues'],
  ['offline_access', 'so that the connection goes on working while you are away'],
] as const;

/** Connecting as a user who consents, and what that means. */
export function ConsentCard() {
  return (
    <section className={styles.card} aria-labelledby="by-consent">
      <h2 id="by-consent">By consent</h2>
      <p>
        For an OAuth 2.0 (3LO) app. Atlassian asks you whether the app may act for you, and on which
        site; then you come back here.
      </p>
      <p>Atlassian’s page names what the app asks for:</p>
      <dl className={styles.scopes}>
        {scopes.map(([scope, reason]) => (
          <div key={scope}>
            <dt>
              <code>{scope}</code>
            </dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
      <p>
        One connection is one app, one user and one site. It sees the webhooks that this app
        registered as you, not those of other users or apps, and Jira allows it five. While the app
        is not public, Jira delivers only what the app’s own owner registered.
      </p>
      <Setup />
    </section>
  );
}

function Setup() {
  const setup = useQuery(setupQuery());
  if (setup.isPending) return <p className={styles.subtle}>Looking whether an app is set up…</p>;
  if (setup.isError) {
    return (
      <Banner
        tone="danger"
        title="Whether an app is set up is not known"
        actions={<Button onClick={() => void setup.refetch()}>Try again</Button>}
      >
        <p>{setup.error.message}</p>
      </Banner>
    );
  }
  const { ready, callbackUrl } = setup.data;
  return ready ? (
    <div className={styles.actions}>
      <ConsentLink>Continue to Atlassian</ConsentLink>
    </div>
  ) : (
    <NotSetUp callbackUrl={callbackUrl} />
  );
}

function NotSetUp({ callbackUrl }: { callbackUrl: string }) {
  return (
    <div className={styles.sunken}>
      <h3>No OAuth app is set up yet</h3>
      <ol className={styles.steps}>
        <li>
          In Atlassian’s developer console, give the app the scopes above and this callback address:{' '}
          <code>{callbackUrl}</code>
        </li>
        <li>
          Start the console with <code>OAUTH_CLIENT_ID</code> and <code>OAUTH_CLIENT_SECRET</code>,
          as the developer console tells them.
        </li>
      </ol>
      <div className={styles.actions}>
        <CopyButton label="Copy the callback address" text={() => callbackUrl} />
      </div>
    </div>
  );
}
