import { findEvent } from '../jira/events.ts';
import styles from './try-it.module.css';

/** Why no dynamic webhook is told of an event, where that is so. */
export function AdminNote({ eventName }: { eventName: string | undefined }) {
  if (findEvent(eventName ?? '')?.reach !== 'admin') return null;
  return (
    <p className={styles.note}>
      <code>{eventName}</code> reaches the webhooks of administrators only: no dynamic webhook is
      told of it.
    </p>
  );
}
