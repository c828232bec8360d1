import type { ReactNode } from 'react';
import styles from './page.module.css';
import { useTitle } from './use-title.ts';

interface PageProps {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
}

/** A page that scrolls as a whole, with its heading. */
export function Page({ title, intro, children }: PageProps) {
  useTitle(title);
  return (
    <main className={styles.main}>
      <div className={styles.content}>
        <header>
          <h1>{title}</h1>
          {intro !== undefined && <p className={styles.intro}>{intro}</p>}
        </header>
        {children}
      </div>
    </main>
  );
}
