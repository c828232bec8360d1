import { memo, useEffect, useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { aboutConnection } from './about-connection.ts';
import styles from './connection-list.module.css';
import type { ConnectionParts } from './connection-parts.ts';
import { StateLozenges, WhatToDo } from './connection-state.tsx';
import { needsAttention } from './find-connections.ts';

interface ConnectionRowProps extends ConnectionParts {
  connection: ConnectionSummary;
  index: number;
  count: number;
  /** Tab stops at one name only; from there arrow keys lead to the others. */
  tabIndex: 0 | -1;
  height: number;
}

export const ConnectionRow = memo(function ConnectionRow({
  connection,
  index,
  count,
  tabIndex,
  height,
  renderLink,
  renderHealth,
}: ConnectionRowProps) {
  const stays = useStays();
  const about = aboutConnection(connection);
  return (
    <li
      aria-posinset={index + 1}
      aria-setsize={count}
      data-index={index}
      className={styles.row}
      style={{ transform: `translateY(${index * height}px)`, height }}
    >
      <div className={styles.what}>
        <div className={styles.head}>
          <span className={styles.name} title={connection.name}>
            {renderLink(connection, { tabIndex, 'data-control': 'open' })}
          </span>
          <StateLozenges {...connection} />
        </div>
        <p className={styles.about} title={about}>
          {about}
        </p>
      </div>
      {needsAttention(connection) ? (
        <WhatToDo connection={connection} />
      ) : (
        stays && renderHealth(connection, true)
      )}
    </li>
  );
});

/** Rows that are only scrolled past are not read. */
const stayMs = 150;

function useStays(): boolean {
  const [stays, setStays] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setStays(true), stayMs);
    return () => clearTimeout(timer);
  }, []);
  return stays;
}
