import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { WebhookEvent } from '../../jira/events.ts';
import { filterNote, shapeDoubt } from '../event-notes.ts';
import { SampleFailure } from '../sample-failure.tsx';
import { sampleQuery } from '../sample-query.ts';
import { BodyViewer } from '../viewer/body-viewer.tsx';
import styles from './catalogue-page.module.css';

interface EventDetailProps {
  event: WebhookEvent;
  renderMatch: (body: string) => ReactNode;
}

/** What sets an event off, which filters apply, and what Jira sends. */
export function EventDetail({ event, renderMatch }: EventDetailProps) {
  const { name: eventName } = event;
  const sample = useQuery(sampleQuery(eventName));
  const doubt = shapeDoubt(eventName);
  return (
    <>
      <header className={styles.head}>
        <h2>{eventName}</h2>
        <span className={styles.reach}>
          {event.reach === 'dynamic' ? 'Can be registered for' : 'Administrators’ webhooks only'}
        </span>
      </header>
      <p>
        {event.trigger} {filterNote(event)}
      </p>
      {doubt !== undefined && <p className={styles.doubt}>{doubt}</p>}
      {sample.isError && <SampleFailure />}
      {sample.isPending && <p role="status">Loading the sample…</p>}
      {sample.data !== undefined && (
        <>
          {renderMatch(sample.data)}
          <BodyViewer
            body={sample.data}
            event={eventName}
            name={`Sample payload of ${eventName}`}
            fileName={`${eventName.replace(':', '-')}.json`}
          />
        </>
      )}
    </>
  );
}
