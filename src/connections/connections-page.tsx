import type { ReactNode } from 'react';
import type { ConnectionSummary } from '../jira/connection.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import styles from './connections-page.module.css';

interface ConnectionsPageProps {
  connections: readonly ConnectionSummary[];
  renderLink: (connection: ConnectionSummary) => ReactNode;
  /** How its webhooks fare: not this room's business. */
  renderHealth: (connection: ConnectionSummary) => ReactNode;
}

const kinds = { connect: 'Connect app', oauth: 'OAuth 2.0 app, one user' };

/** Every identity the console can act as, one card each. */
export function ConnectionsPage({ connections, renderLink, renderHealth }: ConnectionsPageProps) {
  return (
    <Page title="Connections">
      {connections.length === 0 ? (
        <EmptyState title="No connections">
          <p>This console acts as no app yet.</p>
        </EmptyState>
      ) : (
        <ul className={styles.cards}>
          {connections.map((connection) => (
            <li key={connection.id} className={styles.card}>
              <h2>{renderLink(connection)}</h2>
              <p className={styles.site}>
                {kinds[connection.kind]} on {connection.siteUrl.replace(/^https?:\/\//, '')}
              </p>
              {renderHealth(connection)}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
