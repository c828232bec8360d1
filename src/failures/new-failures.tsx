import { ArrowUp } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import styles from './failures-page.module.css';

/** What came since announces itself, and moves nothing until it is asked for. */
export function NewFailures({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div role="status" className={styles.news}>
      {count > 0 && (
        <Button appearance="primary" icon={<ArrowUp size={16} aria-hidden />} onClick={onShow}>
          {count.toLocaleString('en')} new
          <span className="visually-hidden"> failed deliveries: show them</span>
        </Button>
      )}
    </div>
  );
}
