import { Link } from '@tanstack/react-router';
import styles from './-console-header.module.css';

const screens = [
  ['/$connection/webhooks', 'Webhooks'],
  ['/$connection/failures', 'Failures'],
  ['/$connection/settings', 'Settings'],
] as const;

/** From one screen of a connection to another. */
export function ConnectionScreens({ connectionId }: { connectionId: string }) {
  return (
    <nav aria-label="This connection" className={styles.screens}>
      {screens.map(([to, name]) => (
        <Link key={to} to={to} params={{ connection: connectionId }} className={styles.link}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
