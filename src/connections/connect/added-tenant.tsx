import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import type { OperationTrial } from '../../jira/connection-test.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { testConnection } from './connect-client.ts';
import styles from './connect.module.css';

/** A link to the webhooks of a connection. */
export type RenderLink = (connectionId: string, text: string, className?: string) => ReactNode;

interface AddedTenantProps {
  connection: ConnectionSummary;
  renderLink: RenderLink;
  onAnother: () => void;
}

/** What was added, and whether the site takes its credentials. */
export function AddedTenant({ connection, renderLink, onAnother }: AddedTenantProps) {
  const testing = useMutation({ mutationFn: () => testConnection(connection.id) });
  const outcome = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => outcome.current?.focus(), []);
  return (
    <div ref={outcome} tabIndex={-1} className={styles.added}>
      <Banner tone="information" title={`Added: ${connection.name}`}>
        {!testing.data && (
          <p>Whether the site takes its secret shows when it is first used, or by a test now.</p>
        )}
      </Banner>
      {testing.data && <Trial operations={testing.data.operations} />}
      {testing.error && (
        <Banner tone="danger" title="The test could not be made">
          <p>{testing.error.message}</p>
        </Banner>
      )}
      <div className={styles.actions}>
        {renderLink(connection.id, 'See its webhooks', buttonClass('primary'))}
        <Button
          unavailable={testing.isPending ? 'It is being tested' : undefined}
          onClick={() => testing.mutate()}
        >
          {testing.isPending ? 'Testing…' : 'Test it'}
        </Button>
        <Button onClick={onAnother}>Add another</Button>
      </div>
    </div>
  );
}

/** Listing alone tells whether the credentials are good; the site's own words tell why not. */
function Trial({ operations }: { operations: readonly OperationTrial[] }) {
  const listing = operations.find(({ operation }) => operation === 'list');
  if (listing?.outcome === 'answered') {
    return (
      <Banner tone="information" title="The site takes it">
        <p>It answered when asked for the app’s webhooks.</p>
      </Banner>
    );
  }
  return (
    <Banner
      tone="warning"
      title={listing?.outcome === 'refused' ? 'The site refuses it' : 'The site did not answer'}
    >
      <p>{listing?.message ?? 'Nothing is known of it.'}</p>
      <p>Remove it in its settings, and add it again with what is right.</p>
    </Banner>
  );
}
