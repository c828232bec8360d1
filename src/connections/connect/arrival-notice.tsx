import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { IconButton } from '../../ui/button.tsx';
import { connectionsQuery } from '../connections-query.ts';
import type { Arrival, Connected } from './arrival.ts';
import styles from './connect.module.css';

/** Says on the screen that one was led to what came of it: what was connected and as whom, or removed. */
export function ArrivalNotice({ arrival }: { arrival: Arrival }) {
  const navigate = useNavigate();
  const { data: connections = [] } = useQuery(connectionsQuery());
  const told =
    arrival.kind === 'removed'
      ? { title: `Removed: ${arrival.name}`, as: undefined }
      : whatArrived(arrival, connections);
  if (!told) return null;
  const { title, as } = told;
  return (
    <div className={styles.notice}>
      <Banner
        tone="information"
        title={title}
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

function whatArrived(
  { kind, connectionIds }: Connected,
  connections: readonly ConnectionSummary[],
) {
  const arrived = connections.filter(({ id }) => connectionIds.includes(id));
  if (arrived.length === 0) return undefined;
  const names = arrived.map(({ name }) => name).join(', ');
  return {
    title: kind === 'connected' ? `Connected: ${names}` : `Signed in again: ${names}`,
    as: arrived[0]?.as,
  };
}
