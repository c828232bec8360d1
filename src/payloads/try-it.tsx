import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { AdminNote } from './admin-note.tsx';
import { EventSelect } from './event-select.tsx';
import { PayloadField } from './payload-field.tsx';
import { readPayload } from './read-payload.ts';
import { SampleFailure } from './sample-failure.tsx';
import { sampleQuery } from './sample-query.ts';
import styles from './try-it.module.css';
import { summaryOf, verdictsOf, type TriedRegistration } from './verdicts.ts';
import { VerdictList } from './verdict-list.tsx';

/** Whether a payload would be sent to each of these webhooks, and which part of it decides. */
export function TryIt({ registrations }: { registrations: readonly TriedRegistration[] }) {
  // A sample is shown in the same field, and what was pasted is kept aside. Editing a sample makes it one's own.
  const [eventName, setEventName] = useState('');
  const [own, setOwn] = useState('');
  const sample = useQuery({ ...sampleQuery(eventName), enabled: eventName !== '' });
  const text = eventName === '' ? own : (sample.data ?? '');
  const fieldId = useId();
  const outcomeId = useId();

  return (
    <div className={styles.tryIt}>
      <EventSelect value={eventName} onChange={setEventName} />
      <PayloadField
        id={fieldId}
        describedBy={outcomeId}
        text={text}
        onChange={(changed) => {
          setOwn(changed);
          setEventName('');
        }}
      />
      {sample.isError ? (
        <SampleFailure />
      ) : (
        <Outcome
          id={outcomeId}
          text={text}
          loading={sample.isLoading}
          registrations={registrations}
        />
      )}
    </div>
  );
}

interface OutcomeProps {
  id: string;
  text: string;
  loading: boolean;
  registrations: readonly TriedRegistration[];
}

/** Behind by a moment where the text is large, so that typing never waits for it. */
function Outcome({ id, text, loading, registrations }: OutcomeProps) {
  const settled = useDeferredValue(text);
  const tried = useDeferredValue(registrations);
  const reading = useMemo(() => readPayload(settled), [settled]);
  const verdicts = useMemo(() => verdictsOf(reading, tried), [reading, tried]);
  const eventName = reading.kind === 'payload' ? reading.event.webhookEvent : undefined;
  return (
    <>
      <p id={id} role="status" className={styles.summary}>
        {loading ? 'Loading the sample…' : summaryOf(reading, verdicts)}
      </p>
      <AdminNote eventName={eventName} />
      <VerdictList verdicts={verdicts} />
    </>
  );
}
