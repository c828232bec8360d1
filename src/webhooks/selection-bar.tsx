import { RotateCw, Trash2, X } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import styles from './dock.module.css';

interface SelectionBarProps {
  count: number;
  /** Selected, but not let through by the filters. */
  hidden: number;
  onRefresh: () => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the selection, wherever the list is scrolled to. */
export function SelectionBar({ count, hidden, onRefresh, onDelete, onClear }: SelectionBarProps) {
  return (
    <section className={styles.raised} aria-label="Selection">
      <span className={styles.selectionText}>
        <strong>{count} selected</strong>
        {hidden > 0 && <small>{hidden} of them not shown by the filters</small>}
      </span>
      <Button changes icon={<RotateCw size={16} aria-hidden />} onClick={onRefresh}>
        Refresh
      </Button>
      <Button changes icon={<Trash2 size={16} aria-hidden />} onClick={onDelete}>
        Delete
      </Button>
      <Button appearance="subtle" icon={<X size={16} aria-hidden />} onClick={onClear}>
        Clear selection
      </Button>
    </section>
  );
}
