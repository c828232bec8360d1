import { useQuery } from '@tanstack/react-query';
import type { FailureGroups } from '../../jira/failures.ts';
import { visibleText } from '../../jira/visible-text.ts';
import { formatDuration } from '../../ui/durations.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatLocalDay, formatLocalShort, formatUtc } from '../../ui/instants.ts';
import type { ArchiveQuery } from '../archive-client.ts';
import { ArchiveProblem } from '../archive-problem.tsx';
import { groupsQuery } from '../failures-query.ts';
import type { FailuresSearch } from '../search.ts';
import styles from './group-table.module.css';

type Grouping = FailureGroups['by'];
type Group = FailureGroups['groups'][number];

const minute = 60_000;
const lengths: Partial<Record<Grouping, number>> = {
  minute,
  hour: 60 * minute,
  day: 24 * 60 * minute,
};

export const groupingNames: Record<Grouping, string> = {
  url: 'Receiver',
  event: 'Event',
  webhook: 'Webhook',
  project: 'Project',
  minute: 'Minute',
  hour: 'Hour',
  day: 'Day',
};

interface GroupTableProps {
  connectionId: string;
  by: Grouping;
  filter: ArchiveQuery;
  generation: number;
  /** Narrows the list to one group. */
  onChoose: (change: Partial<FailuresSearch>) => void;
}

/** What the failures have in common: thousands of rows become a few causes. */
export function GroupTable({ connectionId, by, filter, generation, onChoose }: GroupTableProps) {
  const query = useQuery(groupsQuery(connectionId, filter, by, generation));
  if (query.error) {
    const retry = () => void query.refetch();
    return <ArchiveProblem what="The groups" error={query.error} stays={false} onRetry={retry} />;
  }
  if (!query.data) return <p role="status">Counting…</p>;
  const { groups, total, further, searchedTo } = query.data;
  if (groups.length === 0) return <EmptyState title="Nothing failed here" />;
  const largest = Math.max(...groups.map(({ count }) => count));
  return (
    <div className={styles.scroll}>
      <table className={styles.groups}>
        <caption className="visually-hidden">
          {total.toLocaleString('en')} failures by {groupingNames[by].toLowerCase()}
        </caption>
        <thead>
          <tr>
            <th scope="col">{groupingNames[by]}</th>
            <th scope="col" className={styles.number}>
              Failures
            </th>
            <th scope="col" aria-hidden className={styles.share} />
            <th scope="col">First</th>
            <th scope="col">Last</th>
            <th scope="col" className={styles.number}>
              Over
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.value}>
              <th scope="row">
                {by === 'webhook' && group.value === '' ? (
                  // Failures without a registration have no filter of their own.
                  nameOf(by, group)
                ) : (
                  <button
                    type="button"
                    className={styles.name}
                    onClick={() => onChoose(narrowTo(by, group))}
                  >
                    {nameOf(by, group)}
                  </button>
                )}
              </th>
              <td className={styles.number}>{group.count.toLocaleString('en')}</td>
              <td className={styles.share} aria-hidden>
                <i style={{ width: `${(group.count / largest) * 100}%` }} />
              </td>
              <td title={formatUtc(group.first)}>{formatLocalShort(group.first)}</td>
              <td title={formatUtc(group.last)}>{formatLocalShort(group.last)}</td>
              <td className={styles.number}>{formatDuration(group.last - group.first)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {further > 0 && <p>And {further.toLocaleString('en')} groups with fewer failures.</p>}
      {searchedTo !== null && (
        <p>Searched back to {formatLocalShort(searchedTo)}; choose a shorter time to see all.</p>
      )}
    </div>
  );
}

function nameOf(by: Grouping, { value }: Group): string {
  if (value === '') return by === 'webhook' ? 'none told' : 'not known';
  if (by === 'webhook') return `Webhook ${value}`;
  if (typeof value === 'string') return visibleText(value);
  return by === 'day' ? formatLocalDay(value) : formatLocalShort(value);
}

function narrowTo(by: Grouping, { value }: Group): Partial<FailuresSearch> {
  const group = undefined;
  const length = lengths[by];
  if (length !== undefined) return { group, from: Number(value), to: Number(value) + length };
  if (by === 'webhook') return { group, webhook: Number(value) };
  return { group, [by]: String(value) };
}
