import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { connectionsQuery } from '../connections/connections-query.ts';
import styles from './-console-header.module.css';

/** Where one is, and the ways to the other connections. */
export function ConsoleHeader() {
  const { connection } = useParams({ strict: false });
  const { data: connections = [] } = useQuery(connectionsQuery());
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.home}>
        <img src="/favicon.svg" width={24} height={24} alt="" />
        Jira Webhook Console
      </Link>
      <nav aria-label="Connections" className={styles.nav}>
        {connections.map(({ id, name }) => (
          <Link
            key={id}
            to="/$connection/webhooks"
            params={{ connection: id }}
            className={styles.link}
            aria-current={id === connection ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <Link to="/payloads" className={styles.link}>
        Payloads
      </Link>
      {connection !== undefined && connections.some(({ id }) => id === connection) && (
        <nav aria-label="This connection" className={styles.screens}>
          <Link to="/$connection/webhooks" params={{ connection }} className={styles.link}>
            Webhooks
          </Link>
          <Link to="/$connection/failures" params={{ connection }} className={styles.link}>
            Failures
          </Link>
        </nav>
      )}
    </header>
  );
}
