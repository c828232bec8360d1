import { Link } from '@tanstack/react-router';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Lozenge, type Tone } from '../../ui/tag.tsx';
import type { Delivery } from './control.ts';
import styles from './sandbox-panel.module.css';
import { outcomeText } from './words.ts';

interface DeliveriesProps {
  connection: ConnectionSummary;
  deliveries: readonly Delivery[];
}

/** More would not be read: a list past every limit makes thousands. */
export const mostShown = 5;
const mostIds = 6;

const tones: Record<Delivery['outcome'], Tone> = {
  delivered: 'success',
  failed: 'danger',
  pending: 'warning',
};

/** Where each delivery went, to which webhooks, and what became of it. */
export function Deliveries({ connection, deliveries }: DeliveriesProps) {
  if (deliveries.length === 0) return null;
  const more = deliveries.length - mostShown;
  return (
    <>
      <ul className={styles.deliveries} aria-label="Deliveries">
        {deliveries.slice(0, mostShown).map((delivery) => (
          <li key={delivery.id}>
            <span>
              {new URL(delivery.url).host}, <Webhooks connection={connection} delivery={delivery} />
            </span>
            <Lozenge tone={tones[delivery.outcome]}>{outcomeText(delivery)}</Lozenge>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.remark}>And {more.toLocaleString('en')} more.</p>}
    </>
  );
}

/** The sandbox tells both of its apps of an event; a connection is one of them. */
const isOwn = ({ kind }: ConnectionSummary, { identity }: Delivery) => identity === kind;

/** What one can see and open from here comes before what the other app was told. */
export function ownFirst(
  connection: ConnectionSummary,
  deliveries: readonly Delivery[],
): readonly Delivery[] {
  return deliveries.toSorted(
    (one, other) => Number(isOwn(connection, other)) - Number(isOwn(connection, one)),
  );
}

interface WebhooksProps {
  connection: ConnectionSummary;
  delivery: Delivery;
}

function Webhooks({ connection, delivery }: WebhooksProps) {
  const { identity, matchedWebhookIds } = delivery;
  const areOwn = isOwn(connection, delivery);
  const more = matchedWebhookIds.length - mostIds;
  return (
    <>
      {matchedWebhookIds.length === 1 ? 'webhook' : 'webhooks'}
      {!areOwn && (identity === 'oauth' ? ' of the OAuth app' : ' of the Connect app')}
      {matchedWebhookIds.slice(0, mostIds).map((id, index) => (
        <span key={id}>
          {index > 0 && ','} {areOwn ? <WebhookId connectionId={connection.id} id={id} /> : id}
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  );
}

function WebhookId({ connectionId, id }: { connectionId: string; id: number }) {
  return (
    <Link
      to="/$connection/webhooks"
      params={{ connection: connectionId }}
      search={{ open: id }}
      aria-label={`Webhook ${id}`}
    >
      {id}
    </Link>
  );
}
