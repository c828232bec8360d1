import { useEffect, useId, useState, type ReactNode } from 'react';
import type { ListedWebhook } from '../../jira/client.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { PartFailure } from '../../ui/part-failure.tsx';
import type { CatalogueSearch } from '../catalogue/search.ts';
import type { MatchResults } from './match-results.tsx';
import styles from './would-it-match.module.css';

type MatchSearch = Pick<CatalogueSearch, 'against' | 'verdict'>;

export interface WouldItMatchProps {
  /** A payload as it came. */
  body: string | Uint8Array;
  /** Undefined until they were read. */
  connections: readonly ConnectionSummary[] | undefined;
  search: MatchSearch;
  onSearch: (change: Partial<MatchSearch>) => void;
  /** The registrations of a connection as another room reads them, and what is wrong with the reading. */
  renderList: (
    connectionId: string,
    children: (webhooks: readonly ListedWebhook[] | undefined) => ReactNode,
  ) => ReactNode;
  renderLink: (connectionId: string, webhookId: number) => ReactNode;
}

/** Which of a connection's registrations a payload would be sent to. */
export function WouldItMatch({ connections, ...props }: WouldItMatchProps) {
  const { search, onSearch } = props;
  const titleId = useId();
  const against = connections?.find(({ id }) => id === search.against);
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.choice}>
        <h3 id={titleId}>Would it match?</h3>
        <label>
          Against the webhooks of{' '}
          <select
            value={against?.id ?? ''}
            onChange={({ target }) =>
              onSearch({ against: target.value || undefined, verdict: undefined })
            }
          >
            <option value="">no connection</option>
            {connections?.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {connections && search.against !== undefined && !against && (
        <p>This console has no connection called “{search.against}”.</p>
      )}
      {against && <Results key={against.id} {...props} connection={against} />}
    </section>
  );
}

type ResultsProps = Omit<WouldItMatchProps, 'connections'> & { connection: ConnectionSummary };

/** The matcher comes with the JQL grammar, which is large: only once somebody asks. */
function Results({ renderList, ...props }: ResultsProps) {
  const [part, setPart] = useState<{ MatchResults?: typeof MatchResults }>();
  useEffect(() => {
    import('./match-results.tsx').then(setPart, () => setPart({}));
  }, []);
  if (part === undefined) return <p role="status">Loading…</p>;
  if (!part.MatchResults) return <PartFailure title="The matcher could not be loaded" />;
  const { MatchResults: Loaded } = part;
  return renderList(props.connection.id, (webhooks) => <Loaded {...props} webhooks={webhooks} />);
}
