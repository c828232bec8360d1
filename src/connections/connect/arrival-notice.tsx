import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { Banner } from '../../ui/banner.tsx';
import { IconButton } from '../../ui/button.tsx';
import { connectionsQuery } from '../connections-query.ts';
import type { Arrival } from './arrival.ts';
import styles from './connect.module.css';

/** Says on the screen that one was led to what was connected there, and as whom. */
export function ArrivalNotice({ arrival }: { arrival: Arrival }) {
  const navigate = useNavigate();
  const { data: connections = [] } = useQuery(connectionsQuery());
  const arrived = connections.filter(({ id }) => arrival.connectionIds.includes(id));
  const as = arrived[0]?.as;
  if (arrived.length === 0) return null;
  const names = arrived.map(({ name }) => name).join(', ');
  return (
    <div className={styles.notice}>
      <Banner
        tone="information"
        title={arrival.kind === 'connected' ? `Connected: ${names}` : `Signed in again: ${names}`}
        actions={
          <IconButton
            label="Close this notice"
            icon={<X size={16} aria-hidden />}
            onClick={() => void navigate({ to: '.', search: true, replace: true })}
          />
        }
      >
        {as !== undefined && (
          <p>
            The console sees what {as} sees: the webhooks that this app registered as {as}.
          </p>
        )}
      </Banner>
    </div>
  );
}
