import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionSummary } from '../jira/connection.ts';
import type { ListedWebhook } from '../jira/client.ts';
import { Button } from '../ui/button.tsx';
import { Countdown } from './countdown.tsx';
import styles from './page-head.module.css';
import { expiringWithin, type Summary } from './summary.ts';

interface PageHeadProps {
  connection: ConnectionSummary;
  webhooks: readonly ListedWebhook[];
  summary: Summary;
  now: number;
  onOpen: (webhook: ListedWebhook) => void;
  onRefresh: (webhooks: readonly ListedWebhook[]) => void;
}

/** How many, of what limit, and which ends next. */
export function PageHead({ connection, webhooks, summary, now, onOpen, onRefresh }: PageHeadProps) {
  const { total, next } = summary;
  return (
    <div className={styles.head}>
      <dl className={styles.facts}>
        <div>
          <dt>Registered</dt>
          <dd>
            <strong>{total}</strong> of {connection.limit}
            <meter
              className={styles.meter}
              aria-label="Used of the limit"
              min={0}
              max={connection.limit}
              value={Math.min(total, connection.limit)}
            />
          </dd>
        </div>
        <div>
          <dt>Next to expire</dt>
          <dd>
            {next === undefined ? (
              'None'
            ) : (
              <>
                <strong>
                  <Countdown expiresAt={next.expirationDate} />
                </strong>
                <button type="button" className={styles.link} onClick={() => onOpen(next)}>
                  webhook {next.id}
                </button>
              </>
            )}
          </dd>
        </div>
      </dl>
      <RefreshExpiring webhooks={webhooks} now={now} onRefresh={onRefresh} />
    </div>
  );
}

const spans = [1, 3, 7, 14, 30];

function RefreshExpiring({
  webhooks,
  now,
  onRefresh,
}: Pick<PageHeadProps, 'webhooks' | 'now' | 'onRefresh'>) {
  const [days, setDays] = useState(7);
  const expiring = expiringWithin(webhooks, days, now);
  return (
    <div className={styles.refresh}>
      <label>
        Expiring within{' '}
        <select value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {spans.map((span) => (
            <option key={span} value={span}>
              {span === 1 ? '1 day' : `${span} days`}
            </option>
          ))}
        </select>
      </label>
      <Button
        appearance="primary"
        icon={<RotateCw size={16} aria-hidden />}
        changes
        unavailable={
          expiring.length === 0 ? 'No webhook that is still alive expires in this time' : undefined
        }
        onClick={() => onRefresh(expiring)}
      >
        Refresh {expiring.length}
        <span className="visually-hidden"> webhooks expiring within {days} days</span>
      </Button>
    </div>
  );
}
