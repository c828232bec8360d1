import type { ConnectionSummary } from '../jira/connection.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import styles from './nothing-to-show.module.css';

export function NoWebhooks({ connection }: { connection: ConnectionSummary }) {
  const caller =
    connection.kind === 'connect'
      ? 'This app has registered none on this site, or they expired long ago and Jira has forgotten them.'
      : 'This user has registered none through this app. What another user registered, Jira shows only to them.';
  return (
    <EmptyState title="No webhooks registered">
      <p>{caller}</p>
    </EmptyState>
  );
}

/** Why nothing can be sent, stands above; here it is said why there is no list. */
export function NotReadYet() {
  return (
    <EmptyState title="The list was not read yet">
      <p>Nothing is sent to the site now. Once that is over, it is read by itself.</p>
    </EmptyState>
  );
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="No webhook matches"
      actions={<Button onClick={onClear}>Clear filters</Button>}
    >
      <p>Every word of the search must occur in the id, JQL, events, fields, properties or URL.</p>
    </EmptyState>
  );
}

/** The shape of what is coming, said once to those who listen. */
export function TableSkeleton() {
  return (
    <div className={styles.skeleton}>
      <span role="status" className="visually-hidden">
        Reading the webhooks…
      </span>
      {Array.from({ length: 10 }, (_, row) => (
        <div key={row} className={styles.bone} aria-hidden />
      ))}
    </div>
  );
}
