import { ChevronDown, ChevronUp } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import styles from './body-viewer.module.css';
import type { Pane, PaneActs } from './use-body-pane.ts';

interface BodySearchProps {
  acts: PaneActs;
  ref: Ref<HTMLDivElement>;
  /** Back to the lines. */
  onLeave: () => void;
}

/** The browser's own search sees only the lines in view; this one sees the whole body. */
export function BodySearch({ acts: { pane, find, step }, ref, onLeave }: BodySearchProps) {
  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      // It would empty the field, and with it the matches that one is about to step through.
      event.preventDefault();
      onLeave();
    }
  }
  const unavailable = pane.found && pane.found.count > 0 ? undefined : 'Nothing is found to go to';
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the field inside
    <div ref={ref} role="search" aria-label="Body" className={styles.search} onKeyDown={press}>
      <SearchField label="Search the body" value={pane.query} onChange={find} />
      <IconButton
        label="Previous match"
        icon={<ChevronUp size={16} aria-hidden />}
        unavailable={unavailable}
        onClick={() => step(-1)}
      />
      <IconButton
        label="Next match"
        icon={<ChevronDown size={16} aria-hidden />}
        unavailable={unavailable}
        onClick={() => step(1)}
      />
      <span role="status" className={styles.count}>
        {pane.found && countOf(pane.found)}
      </span>
    </div>
  );
}

function countOf({ nth, count, isCut }: NonNullable<Pane['found']>): string {
  if (count === 0) return 'Not found';
  const all = count.toLocaleString('en');
  return `${nth.toLocaleString('en')} of ${isCut ? `more than ${all}` : all}`;
}
