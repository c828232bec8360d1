import type { RecentFailures } from './recent-failures.ts';
import styles from './recent-failures.module.css';

const hour = 3_600_000;
const height = 20;
/** An hour with a single failure among thousands is seen. */
const leastHeight = 2;

/** A bar for each hour, the highest as high as the line. The numbers are said beside it. */
export function Sparkline({ from, to, hours }: RecentFailures) {
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 0 ${(to - from) / hour} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={sparklinePath({ from, hours })} />
    </svg>
  );
}

export function sparklinePath({ from, hours }: Pick<RecentFailures, 'from' | 'hours'>): string {
  const most = hours.reduce((most, { count }) => Math.max(most, count), 1);
  return hours
    .map(({ time, count }) => {
      const high = Math.max(leastHeight, (count / most) * height);
      return `M${(time - from) / hour} ${height}v${-high}h1v${high}z`;
    })
    .join('');
}
