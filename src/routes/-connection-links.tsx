import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { ConnectionSummary } from '../jira/connection.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import styles from './-console-header.module.css';

interface ConnectionLinksProps {
  connections: readonly ConnectionSummary[];
  here: ConnectionSummary | undefined;
}

/** Of no use, and not loaded, where a few links do. */
const ConnectionSwitcher = lazyPart<ConnectionLinksProps>(
  async () => (await import('../connections/switcher/connection-switcher.tsx')).ConnectionSwitcher,
  NameHere,
);

function NameHere({ here }: Pick<ConnectionLinksProps, 'here'>) {
  return <span className={styles.link}>{here?.name}</span>;
}

/** The ways to the other connections: links to a few, a search through many. */
export function ConnectionLinks({ connections, here }: ConnectionLinksProps) {
  return (
    <nav aria-label="Connections" className={styles.nav}>
      {connections.length > 4 ? (
        <Suspense fallback={<NameHere here={here} />}>
          <ConnectionSwitcher connections={connections} here={here} />
        </Suspense>
      ) : (
        connections.map(({ id, name }) => (
          <Link
            key={id}
            to="/$connection/webhooks"
            params={{ connection: id }}
            className={styles.link}
            aria-current={id === here?.id ? 'page' : undefined}
          >
            {name}
          </Link>
        ))
      )}
    </nav>
  );
}
