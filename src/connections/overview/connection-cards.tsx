import type { ConnectionSummary } from '../../jira/connection.ts';
import { aboutConnection } from './about-connection.ts';
import styles from './connection-cards.module.css';
import type { ConnectionParts } from './connection-parts.ts';
import { StateLozenges, WhatToDo } from './connection-state.tsx';
import { needsAttention } from './find-connections.ts';

interface ConnectionCardsProps extends ConnectionParts {
  connections: readonly ConnectionSummary[];
}

/** A few connections, each with room for its numbers. */
export function ConnectionCards({ connections, renderLink, renderHealth }: ConnectionCardsProps) {
  return (
    <ul className={styles.cards}>
      {connections.map((connection) => (
        <li key={connection.id} className={styles.card}>
          <div className={styles.head}>
            <h2>{renderLink(connection)}</h2>
            <StateLozenges {...connection} />
          </div>
          <p className={styles.about}>{aboutConnection(connection)}</p>
          {needsAttention(connection) ? (
            <WhatToDo connection={connection} />
          ) : (
            renderHealth(connection)
          )}
        </li>
      ))}
    </ul>
  );
}
