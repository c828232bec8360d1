import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isRegistrable, registrableEvents, type WebhookEventName } from '../../jira/events.ts';
import { Button } from '../../ui/button.tsx';
import { ActProblem } from './act-problem.tsx';
import type { ActProps } from './act-props.ts';
import type { Delivery } from './control.ts';
import { Deliveries, mostShown, ownFirst } from './deliveries.tsx';
import styles from './sandbox-panel.module.css';
import { controlKey, useAct } from './use-act.ts';
import { announcementText } from './words.ts';

const usualProject = 'PAY';

/** An event of one kind in one project, and who was told of it. */
export function EventForm({
  connection,
  renderWebhook,
  control,
  summary,
  isOpen,
}: ActProps & { isOpen: boolean }) {
  const [name, setName] = useState<WebhookEventName>('jira:issue_updated');
  const [project, setProject] = useState(usualProject);
  const act = useAct(connection, () => control.setOff(name, project));
  const announced = act.data?.result;
  const deliveries = useFates(ownFirst(connection, announced?.deliveries ?? []), {
    connection,
    control,
    isOpen,
  });
  return (
    <>
      <div className={styles.row}>
        <label className={styles.choice}>
          Event
          <select
            value={name}
            onChange={({ target: { value } }) => isRegistrable(value) && setName(value)}
          >
            {registrableEvents.map((event) => (
              <option key={event.name}>{event.name}</option>
            ))}
          </select>
        </label>
        <label className={styles.choice}>
          Project
          <select value={project} onChange={({ target }) => setProject(target.value)}>
            {(summary?.projects ?? [usualProject]).map((key) => (
              <option key={key}>{key}</option>
            ))}
          </select>
        </label>
        <Button
          changes
          unavailable={act.isPending ? 'It is being sent' : undefined}
          onClick={() => act.mutate()}
        >
          Set it off
        </Button>
      </div>
      <p role="status">{announced && !act.isPending && announcementText(announced)}</p>
      <Deliveries {...{ connection, renderWebhook, deliveries }} />
      <ActProblem error={act.error} reading={act.data?.reading} />
    </>
  );
}

/** What becomes of deliveries, for as long as one of them is on its way. */
function useFates(
  deliveries: readonly Delivery[],
  { connection, control, isOpen }: Pick<ActProps, 'connection' | 'control'> & { isOpen: boolean },
): readonly Delivery[] {
  const ids = deliveries.slice(0, mostShown).map(({ id }) => id);
  const isUnderWay = deliveries.some(({ outcome }) => outcome === 'pending');
  const { data: fates } = useQuery({
    queryKey: [...controlKey(connection.controls ?? ''), 'fates', ids],
    queryFn: ({ signal }) => control.fates(ids, signal),
    enabled: ({ state }) =>
      isOpen &&
      isUnderWay &&
      (state.data === undefined || state.data.some(({ outcome }) => outcome === 'pending')),
    refetchInterval: 5000,
  });
  return deliveries.map((delivery) => ({
    ...delivery,
    ...fates?.find(({ id }) => id === delivery.id),
  }));
}
