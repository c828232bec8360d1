import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { ConnectionSummary } from '../jira/connection.ts';
import styles from './-console-header.module.css';

/** Of no use, and not loaded, where a few links do. */
const ConnectionSwitcher = lazy(async () => ({
  default: (await import('../connections/switcher/connection-switcher.tsx')).ConnectionSwitcher,
}));

interface ConnectionLinksProps {
  connections: readonly ConnectionSummary[];
  here: ConnectionSummary | undefined;
}

/** The ways to the other connections: links to a few, a search through many. */
export function ConnectionLinks({ connections, here }: ConnectionLinksProps) {
  return (
    <nav aria-label="Connections" className={styles.nav}>
      {connections.length > 4 ? (
        <Suspense fallback={<span className={styles.link}>{here?.name}</span>}>
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
