import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { connectionsQuery } from '../connections/connections-query.ts';
import { WhoeverSignedIn } from '../connections/account/whoever-signed-in.tsx';
import { SandboxButton } from '../connections/sandbox-panel/sandbox-button.tsx';
import { SkipButton } from '../ui/skip-button.tsx';
import { WebhookLink } from '../webhooks/webhook-link.tsx';
import { ConnectionLinks } from './-connection-links.tsx';
import { ConnectionScreens } from './-connection-screens.tsx';
import styles from './-console-header.module.css';

/** Where one is, and the ways to the other connections. */
export function ConsoleHeader() {
  const { connection } = useParams({ strict: false });
  const { data: connections = [] } = useQuery(connectionsQuery());
  const here = connections.find(({ id }) => id === connection);
  return (
    <header className={styles.header}>
      <SkipButton onSkip={skipToContent}>Skip to the content</SkipButton>
      <Link to="/" className={styles.home}>
        <img src="/favicon.svg" width={24} height={24} alt="" />
        Jira Webhook Console
      </Link>
      {connections.length > 0 && <ConnectionLinks connections={connections} here={here} />}
      <Link to="/payloads" className={styles.link}>
        Payloads
      </Link>
      {here?.controls && (
        <SandboxButton
          connection={here}
          controls={here.controls}
          renderWebhook={(id) => <WebhookLink connectionId={here.id} id={id} />}
        />
      )}
      <WhoeverSignedIn />
      {here && <ConnectionScreens connectionId={here.id} />}
    </header>
  );
}

/** Not by a hash: the address holds the state of the screen. */
function skipToContent() {
  const main = document.querySelector('main');
  if (!main) return;
  main.tabIndex = -1;
  main.focus();
}
