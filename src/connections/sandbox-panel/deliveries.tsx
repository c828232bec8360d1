import { Fragment } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Lozenge, type Tone } from '../../ui/tag.tsx';
import type { ActProps } from './act-props.ts';
import type { Delivery } from './control.ts';
import styles from './sandbox-panel.module.css';
import { outcomeText } from './words.ts';

type Way = Pick<ActProps, 'connection' | 'renderWebhook'>;

interface DeliveriesProps extends Way {
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
export function Deliveries({ deliveries, ...way }: DeliveriesProps) {
  if (deliveries.length === 0) return null;
  const more = deliveries.length - mostShown;
  return (
    <>
      <ul className={styles.deliveries} aria-label="Deliveries">
        {deliveries.slice(0, mostShown).map((delivery) => (
          <li key={delivery.id}>
            <span>
              {new URL(delivery.url).host}, <Webhooks {...way} delivery={delivery} />
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

interface WebhooksProps extends Way {
  delivery: Delivery;
}

function Webhooks({ connection, delivery, renderWebhook }: WebhooksProps) {
  const { identity, matchedWebhookIds } = delivery;
  const areOwn = isOwn(connection, delivery);
  const more = matchedWebhookIds.length - mostIds;
  const ids = matchedWebhookIds.slice(0, mostIds);
  return (
    <>
      {areOwn
        ? ids.map((id, index) => (
            <Fragment key={id}>
              {index > 0 && ', '}
              {renderWebhook(id)}
            </Fragment>
          ))
        : `${identity === 'oauth' ? 'the OAuth app’s' : 'the Connect app’s'} webhook ${ids.join(', ')}`}
      {more > 0 && ` and ${more} more`}
    </>
  );
}
