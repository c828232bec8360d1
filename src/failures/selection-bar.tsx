import { Download, X } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import styles from './failures-page.module.css';
import { mostSelected } from './use-selected-failures.ts';

interface SelectionBarProps {
  count: number;
  onExport: () => void;
  onClear: () => void;
}

/** What can be done with those chosen. */
export function SelectionBar({ count, onExport, onClear }: SelectionBarProps) {
  return (
    <section aria-label="Selection" className={styles.selection}>
      <span role="status">
        {count} selected{count === mostSelected && ', which is the most: use the filters for more'}
      </span>
      <Button icon={<Download size={16} aria-hidden />} onClick={onExport}>
        Export selected
      </Button>
      <Button icon={<X size={16} aria-hidden />} onClick={onClear}>
        Clear selection
      </Button>
    </section>
  );
}
