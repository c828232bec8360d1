import { useQuery } from '@tanstack/react-query';
import { findEvent } from '../jira/events.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { filterNote, shapeDoubt } from './event-notes.ts';
import { SampleFailure } from './sample-failure.tsx';
import { sampleQuery } from './sample-query.ts';
import styles from './sample-view.module.css';

/** A payload of an event as a receiver may get it, with what sets the event off. */
export function SampleView({ eventName }: { eventName: string }) {
  const event = findEvent(eventName);
  const doubt = shapeDoubt(eventName);
  return (
    <div className={styles.view}>
      <p>
        <code>{eventName}</code>
        {event !== undefined && ` ${event.trigger} ${filterNote(event)}`}
      </p>
      {doubt !== undefined && <p className={styles.doubt}>{doubt}</p>}
      <SampleText eventName={eventName} />
    </div>
  );
}

function SampleText({ eventName }: { eventName: string }) {
  const { data: text, isError } = useQuery(sampleQuery(eventName));
  if (isError) return <SampleFailure />;
  if (text === undefined) return <p role="status">Loading the sample…</p>;
  return (
    <>
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
      <pre
        className={styles.text}
        role="region"
        tabIndex={0}
        aria-label={`Sample payload of ${eventName}`}
      >
        {text}
      </pre>
      <div>
        <CopyButton label="Copy the sample" text={() => text} />
      </div>
    </>
  );
}
