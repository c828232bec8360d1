import { CircleAlert, CircleCheck, CircleHelp, LoaderCircle } from 'lucide-react';
import type { ListedWebhook } from '../../jira/client.ts';
import { Button } from '../../ui/button.tsx';
import type { ChangeResult, ChangeStep } from './change.ts';
import { WebhookLink } from '../webhook-link.tsx';
import styles from './registration.module.css';
import type { Change } from './use-change.ts';

interface ChangeProgressProps {
  old: ListedWebhook;
  change: Change;
  connectionId: string;
}

const icons = {
  'under way': LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
  unknown: CircleHelp,
} satisfies Record<ChangeStep['state'], unknown>;

/** Each step as it goes, what exists now, and the ways on from there. */
export function ChangeProgress({ old, change, connectionId }: ChangeProgressProps) {
  const { steps, result, isRunning } = change;
  if (steps.length === 0) return null;
  return (
    <section className={styles.card} aria-label="Progress of the change">
      <ol className={styles.steps}>
        {steps.map(({ name, state, words }, index) => {
          const Icon = icons[state];
          return (
            // oxlint-disable-next-line react/no-array-index-key -- a step is what stands at its place
            <li key={index} data-state={state} data-step={name}>
              <Icon size={16} aria-hidden />
              {words}
            </li>
          );
        })}
      </ol>
      <div role="status">
        {result && !isRunning && <Standing old={old} result={result} connectionId={connectionId} />}
      </div>
      {result && !isRunning && <WaysOn change={change} result={result} old={old} />}
    </section>
  );
}

/** Exactly what exists in Jira now. */
function Standing({
  old,
  result: { oldExists, created, newUnknown },
  connectionId,
}: {
  old: ListedWebhook;
  result: ChangeResult;
  connectionId: string;
}) {
  const now = created && <WebhookLink connectionId={connectionId} id={created.id} />;
  if (oldExists === undefined) {
    return (
      <p>
        {now ? <>The new one stands as {now}. </> : null}
        Whether webhook {old.id} still exists could not be seen.
      </p>
    );
  }
  if (created?.is === 'restored') {
    return (
      <p>
        The old one stands again as {now}, under a new id. Events between its deletion and now were
        lost.
      </p>
    );
  }
  if (created) {
    return oldExists ? (
      <p>
        Both exist now: webhook {old.id} and {now}. Every event they share arrives twice.
      </p>
    ) : (
      <p>
        Changed: {now} stands in place of webhook {old.id}.
      </p>
    );
  }
  const fate = newUnknown ? ' A new one may have been registered without an answer.' : '';
  return oldExists ? (
    <p>
      Webhook {old.id} stands as it was.{fate}
    </p>
  ) : (
    <p>
      Neither exists now: webhook {old.id} is deleted, and no new one is there.{fate}
    </p>
  );
}

function WaysOn({
  change,
  result: { oldExists, created },
  old,
}: {
  change: Change;
  result: ChangeResult;
  old: ListedWebhook;
}) {
  if (created?.is === 'new' && oldExists !== false) {
    return (
      <div className={styles.ways}>
        <Button appearance="primary" onClick={() => void change.deleteOld()}>
          Delete webhook {old.id} again
        </Button>
        <Button onClick={() => void change.takeBack()}>Take the new one back</Button>
      </div>
    );
  }
  if (!created && oldExists === false) {
    return (
      <div className={styles.ways}>
        <Button appearance="primary" onClick={() => void change.restore()}>
          Register the old one again
        </Button>
      </div>
    );
  }
  return null;
}
