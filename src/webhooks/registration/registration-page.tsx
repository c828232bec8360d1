import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import type { JiraError } from '../../jira/errors.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { formatLocal } from '../../ui/instants.ts';
import { Page } from '../../ui/page.tsx';
import { useOperationTarget } from '../actions/use-operations.ts';
import { WebhookLink } from '../webhook-link.tsx';
import { webhooksQuery } from '../webhooks-query.ts';
import { forgetDraft, readDraft } from './draft.ts';
import type { Prefill } from '../prefill.ts';
import { emptyForm, fromDetails } from './form-values.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { RegistrationForm, type RegistrationFormProps } from './registration-form.tsx';
import styles from './registration.module.css';
import { usedUrl } from './url-advice.ts';
import { useRegistration, type Created } from './use-registration.ts';

export interface RegistrationPageProps extends Pick<
  RegistrationFormProps,
  'renderSample' | 'renderTryIt'
> {
  connection: ConnectionSummary;
  /** What the form begins with: a duplicate, or what was deleted. */
  prefill: Prefill | undefined;
  draftKey: string;
}

/** Registers webhooks right the first time, and says of each what became of it. */
export function RegistrationPage(props: RegistrationPageProps) {
  const { connection, draftKey } = props;
  const query = useQuery(webhooksQuery(connection.id));
  const target = useOperationTarget(connection.id);
  const [createdKeys, setCreatedKeys] = useState<ReadonlySet<string>>(new Set());
  const [isDirty, setDirty] = useState(false);
  const registration = useRegistration(target, (keys) => {
    setCreatedKeys(keys);
    if (keys.size > 0) forgetDraft(draftKey);
  });
  const [initial] = useState(
    () => readDraft(draftKey) ?? (props.prefill && fromDetails(props.prefill)),
  );
  // The one URL that an OAuth user may use is there before the form is.
  if (query.isPending && connection.kind === 'oauth' && initial === undefined) return null;

  return (
    <Page title="Register webhooks" intro={introOf(connection)}>
      <CreatedList created={registration.created} connectionId={connection.id} />
      {registration.refusal && <Refusal error={registration.refusal} />}
      {registration.mustLook && (
        <Banner
          tone="warning"
          title="The answer was lost, and the list cannot be read"
          actions={<Button onClick={() => void registration.look()}>Look again</Button>}
        >
          <p>Nothing is sent again before the list shows what was registered.</p>
        </Banner>
      )}
      <RegistrationForm
        connection={connection}
        listed={query.data}
        initial={initial ?? emptyForm(usedUrl(connection, query.data ?? []))}
        draftKey={draftKey}
        outcomes={registration.outcomes}
        createdKeys={createdKeys}
        unavailable={
          registration.isSending
            ? 'What was sent is being looked after'
            : registration.mustLook
              ? 'Look at the list first: it may be registered already'
              : undefined
        }
        submitLabel={(count) =>
          registration.isSending
            ? 'Registering…'
            : `Register ${count === 1 ? 'webhook' : `${count} webhooks`}`
        }
        onSubmit={(request, keys) => void registration.send(request, keys)}
        onEdit={registration.forget}
        onDirty={setDirty}
        renderSample={props.renderSample}
        renderTryIt={props.renderTryIt}
      />
      <LeaveGuard when={isDirty} />
    </Page>
  );
}

function introOf({ siteUrl, name }: ConnectionSummary): string {
  const site = siteUrl.replace(/^https?:\/\//, '');
  return `On ${site}, as ${name}. Each lives for 30 days from now or from its last refresh.`;
}

function CreatedList({
  created,
  connectionId,
}: {
  created: readonly Created[];
  connectionId: string;
}) {
  if (created.length === 0) return null;
  return (
    <section className={styles.card} aria-label="Registered" aria-live="polite">
      <h2>Registered</h2>
      <ul className={styles.created}>
        {created.map(({ id, details, listed }) => (
          <li key={id}>
            <CircleCheck size={16} aria-hidden />
            <span>
              <WebhookLink connectionId={connectionId} id={id} />:{' '}
              <code>{details.jqlFilter || details.events.join(', ')}</code>{' '}
              {listed?.expirationDate === undefined
                ? 'Jira gave it this id; the list does not show it yet.'
                : `lives until ${formatLocal(listed.expirationDate)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Refusal({ error }: { error: JiraError }) {
  const wait =
    error.kind === 'rate-limited' && error.retryAfterMs !== undefined
      ? ` Jira asks to wait ${Math.ceil(error.retryAfterMs / 1000)} seconds.`
      : '';
  return (
    <Banner tone="danger" title="Nothing was registered">
      {error.messages.map((message) => (
        <p key={message}>{message}</p>
      ))}
      <p>The form is as you left it.{wait} Send it again when you want.</p>
    </Banner>
  );
}
