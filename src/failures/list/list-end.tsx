import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './failure-list.module.css';

interface ListEndProps {
  isReading: boolean;
  isEmpty: boolean;
  hasMore: boolean;
  failed: boolean;
  isFiltered: boolean;
  isArchiveEmpty: boolean;
  /** Where failures come from, and whether they come at all now. */
  arrival: 'read' | 'handed-in' | 'stopped';
  onReadOn: () => void;
  onClear: () => void;
}

/** What stands where the list ends: more to come, all there is, or nothing at all. */
export function ListEnd(props: ListEndProps) {
  if (props.isReading) return <p role="status">Reading the failures…</p>;
  if (props.failed) return null;
  // A search looks through a bounded number of bodies at once, and may find none among them.
  if (props.hasMore) return <Button onClick={props.onReadOn}>Look further back</Button>;
  if (!props.isEmpty) return <p className={styles.end}>That is all of this time.</p>;
  if (props.isFiltered)
    return (
      <EmptyState
        title="Nothing that failed matches"
        actions={<Button onClick={props.onClear}>Clear filters</Button>}
      />
    );
  return props.isArchiveEmpty ? (
    <EmptyState
      title={
        props.arrival === 'stopped'
          ? 'No failed deliveries are known'
          : 'No failed deliveries so far'
      }
    >
      <p>{expectations[props.arrival]}</p>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing failed in this time">
      <p>Choose a longer time above to look further back.</p>
    </EmptyState>
  );
}

const expectations: Record<ListEndProps['arrival'], string> = {
  read: 'Nothing that is known has failed. What fails from now on shows here within a minute.',
  'handed-in': 'Nothing that is known has failed. What is handed in from now on shows here.',
  stopped: 'They can’t be read from Jira now, so nobody can say whether any delivery failed.',
};
