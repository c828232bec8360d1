import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { WebhookEvent } from '../../jira/events.ts';
import styles from './catalogue-page.module.css';
import { findEvents } from './find-events.ts';
import { ownPayload } from './search.ts';

interface EventListProps {
  query: string;
  chosen: string | undefined;
}

export function EventList({ query, chosen }: EventListProps) {
  const groups = findEvents(query);
  return (
    <nav aria-label="Events" className={styles.events}>
      <EventLink event={ownPayload} label="A payload of your own" chosen={chosen} />
      {[...groups].map(([title, events]) => (
        <EventGroup key={title} title={title} events={events} chosen={chosen} />
      ))}
      <p role="status">{groups.size === 0 && `No event has “${query}” in it.`}</p>
    </nav>
  );
}

interface EventGroupProps {
  title: string;
  events: readonly WebhookEvent[];
  chosen: string | undefined;
}

function EventGroup({ title, events, chosen }: EventGroupProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {events.map(({ name }) => (
          <li key={name}>
            <EventLink event={name} label={name} chosen={chosen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EventLink({
  event,
  label,
  chosen,
}: Record<'event' | 'label', string> & Pick<EventListProps, 'chosen'>) {
  return (
    <Link
      to="/payloads"
      search={(before) => ({ ...before, event })}
      className={styles.event}
      aria-current={event === chosen ? 'true' : undefined}
      resetScroll={false}
    >
      {label}
    </Link>
  );
}
