import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What stands where there is nothing to list: why, and what to do. */
export function EmptyState({
  title,
  heading: Heading = 'h2',
  children,
  actions,
}: {
  title: string;
  /** `h1` where nothing else stands on the page. */
  heading?: 'h1' | 'h2';
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <Heading>{title}</Heading>
      {children}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
