import { RotateCw, Trash2, X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { isCatchAll, isUnfiltered } from '../jira/catch-all.ts';
import type { ListedWebhook } from '../jira/client.ts';
import { findEvent } from '../jira/events.ts';
import { Banner } from '../ui/banner.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatLocal, formatUtc } from '../ui/instants.ts';
import { Countdown, ExpiryStatus } from './countdown.tsx';
import { curlToRegister } from './curl.ts';
import styles from './details-panel.module.css';
import { lifetimeMs } from './expiry.ts';
import { ChangeLink, DuplicateLink } from './prefilled-links.tsx';
import { FailuresFact } from './recent-failures/failures-fact.tsx';
import type { RecentFailures } from './recent-failures/recent-failures.ts';
import type { RowActions } from './webhook-row.tsx';

interface DetailsPanelProps {
  id: number;
  /** Undefined where the list holds no such webhook. */
  webhook: ListedWebhook | undefined;
  connectionId: string;
  /** Of the last 72 hours, by registration; undefined where nobody can say. */
  failures: ReadonlyMap<number, RecentFailures> | undefined;
  actions: Pick<RowActions, 'refresh' | 'delete'>;
  onClose: () => void;
}

/** Everything known of one registration. Escape closes it. */
export function DetailsPanel(props: DetailsPanelProps) {
  const { id, webhook, onClose } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes from anywhere inside
    <aside
      className={styles.panel}
      aria-label={`Webhook ${id}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className={styles.header}>
        <h2 ref={heading} tabIndex={-1}>
          Webhook {id}
        </h2>
        <IconButton label="Close details" icon={<X size={16} aria-hidden />} onClick={onClose} />
      </header>
      {webhook === undefined ? (
        <Banner tone="warning" title="Not in the list">
          <p>
            Jira does not list a webhook {id} for this connection: it was deleted, or it belongs to
            another app or user.
          </p>
        </Banner>
      ) : (
        <Details {...props} webhook={webhook} />
      )}
    </aside>
  );
}

function Details({
  webhook,
  connectionId,
  failures,
  actions,
}: DetailsPanelProps & { webhook: ListedWebhook }) {
  const { expirationDate, fieldIdsFilter, issuePropertyKeysFilter } = webhook;
  const json = () => JSON.stringify(webhook.json, null, 2);
  return (
    <>
      <p className={styles.status}>
        <ExpiryStatus expiresAt={expirationDate} />
        <Countdown expiresAt={expirationDate} />
      </p>
      <div className={styles.actions}>
        <Button
          changes
          icon={<RotateCw size={16} aria-hidden />}
          onClick={() => actions.refresh(webhook)}
        >
          Refresh
        </Button>
        <Button
          changes
          icon={<Trash2 size={16} aria-hidden />}
          onClick={() => actions.delete(webhook)}
        >
          Delete
        </Button>
        <ChangeLink connectionId={connectionId} id={webhook.id} />
        <DuplicateLink connectionId={connectionId} webhooks={[webhook]} />
      </div>
      {isUnfiltered(webhook) && (
        <Banner tone="warning" title="Listens to everything">
          <p>
            {isCatchAll(webhook.jqlFilter)
              ? 'None of its filters narrows anything: its events arrive from the whole site.'
              : 'JQL does not apply to its events: they arrive from the whole site.'}
          </p>
        </Banner>
      )}
      <dl className={styles.facts}>
        {expirationDate !== undefined && (
          <>
            <Fact name="Expires">
              <Instant at={expirationDate} />
            </Fact>
            <Fact name="Registered or last refreshed">
              <Instant at={expirationDate - lifetimeMs} />
              <small>Reckoned: Jira gives each registration and refresh 30 days.</small>
            </Fact>
          </>
        )}
        {failures && (
          <Fact name="Failed deliveries">
            <FailuresFact
              connectionId={connectionId}
              webhookId={webhook.id}
              failures={failures.get(webhook.id)}
            />
          </Fact>
        )}
        <Fact name="Events">
          <ul className={styles.events}>
            {webhook.events.map((event) => (
              <li key={event}>
                <code>{event}</code>
                <small>{eventNote(event)}</small>
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name="JQL filter">
          {webhook.jqlFilter ? <code>{webhook.jqlFilter}</code> : 'None'}
        </Fact>
        <Fact name="Field filter">{listOr(fieldIdsFilter, 'None: a change of any field')}</Fact>
        <Fact name="Property filter">
          {listOr(issuePropertyKeysFilter, 'None: any issue property')}
        </Fact>
        <Fact name="URL">{webhook.url ?? 'Not told by this Jira'}</Fact>
      </dl>
      <h3>As Jira sent it</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach it */}
      <pre className={styles.json} tabIndex={0} aria-label={`JSON of webhook ${webhook.id}`}>
        {json()}
      </pre>
      <div className={styles.actions}>
        <CopyButton label="Copy as JSON" text={json} />
        <CopyButton label="Copy as curl" text={() => curlToRegister(webhook)} />
      </div>
      <p className={styles.hint}>
        The curl command registers the same again; it takes the site and the credentials from your
        environment.
      </p>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Instant({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} className={styles.instant}>
      <span>{formatLocal(at)}</span>
      <span>{formatUtc(at)}</span>
    </time>
  );
}

function listOr(values: readonly string[] | undefined, none: string): ReactNode {
  if (values === undefined) return none;
  return values.length === 0 ? 'An empty list' : <code>{values.join(', ')}</code>;
}

function eventNote(name: string): string {
  const event = findEvent(name);
  if (event === undefined) return 'Not an event this console knows.';
  return event.jql ? event.trigger : `${event.trigger} JQL does not apply to it.`;
}
