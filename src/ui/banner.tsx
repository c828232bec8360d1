import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';

interface BannerProps {
  tone: 'information' | 'warning' | 'danger';
  title?: string;
  children?: ReactNode;
  actions?: ReactNode;
}

const icons = { information: Info, warning: TriangleAlert, danger: CircleAlert };

/** A message in the flow of the page, where what it speaks of is. */
export function Banner({ tone, title, children, actions }: BannerProps) {
  const Icon = icons[tone];
  return (
    <section
      className={`${styles.banner} ${styles[tone]}`}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      <Icon size={16} aria-hidden className={styles.icon} />
      <div className={styles.text}>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
