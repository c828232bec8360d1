import { useId } from 'react';
import { webhookEvents, type WebhookEvent } from '../jira/events.ts';
import styles from './try-it.module.css';

interface EventSelectProps {
  /** An event, or empty where the payload is one's own. */
  value: string;
  onChange: (eventName: string) => void;
}

const groups = Map.groupBy(webhookEvents, groupName);

function groupName({ group, reach }: WebhookEvent): string {
  const name = group.charAt(0).toUpperCase() + group.slice(1);
  return reach === 'admin' ? `${name} (administrators’ webhooks only)` : name;
}

/** The browser's own list: grouped, and found by typing the first letters. */
export function EventSelect({ value, onChange }: EventSelectProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id} className={styles.label}>
        Sample
      </label>
      <select
        id={id}
        className={styles.select}
        value={value}
        onChange={(change) => onChange(change.target.value)}
      >
        <option value="">My own payload</option>
        {[...groups].map(([name, events]) => (
          <optgroup key={name} label={name}>
            {events.map((event) => (
              <option key={event.name}>{event.name}</option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
