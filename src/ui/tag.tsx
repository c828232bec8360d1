import type { ReactNode } from 'react';
import styles from './tag.module.css';

export function Tag({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className={styles.tag} title={title}>
      {children}
    </span>
  );
}

export type Tone = 'neutral' | 'success' | 'warning' | 'danger' | 'information';

/** A state in a word or two; the colour only repeats what the words say. */
export function Lozenge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.lozenge} ${styles[tone]}`}>{children}</span>;
}
