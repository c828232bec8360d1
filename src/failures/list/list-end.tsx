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
    <EmptyState title="No failed deliveries so far">
      <p>Nothing that is known has failed. What fails from now on shows here within a minute.</p>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing failed in this time">
      <p>Choose a longer time above to look further back.</p>
    </EmptyState>
  );
}
