import { X } from 'lucide-react';
import type { RefObject } from 'react';
import type { FailureHistogram } from '../../jira/failures.ts';
import { Button } from '../../ui/button.tsx';
import type { TimeRange } from './bar-edges.ts';
import { countIn } from './bars.ts';
import styles from './histogram.module.css';
import { countWords, rangeWords } from './words.ts';

interface TimeChosenProps {
  histogram: FailureHistogram;
  /** The chosen time; it may reach beyond the histogram. */
  selected: TimeRange | null;
  onClear: () => void;
  /** Where the focus goes when the button that clears goes away with what it clears. */
  next: RefObject<HTMLElement | null>;
}

/** Which time is looked at and how much failed in it; the way back from a chosen one. */
export function TimeChosen({ histogram, selected, onClear, next }: TimeChosenProps) {
  return (
    <div className={styles.time}>
      {/* Only what was chosen is said aloud: new failures change the other sentence by themselves. */}
      <p role="status" className={styles.chosen}>
        {selected && sentence(histogram, selected)}
      </p>
      {selected ? (
        <Button
          appearance="subtle"
          icon={<X size={16} aria-hidden />}
          onClick={() => {
            next.current?.focus();
            onClear();
          }}
        >
          Whole time
        </Button>
      ) : (
        <>
          <p className={styles.whole}>{sentence(histogram, histogram)}</p>
          <span className={styles.hint}>Drag over the bars to choose a time</span>
        </>
      )}
    </div>
  );
}

function sentence(histogram: FailureHistogram, range: TimeRange): string {
  const count = countIn(histogram, range);
  return count === undefined ? rangeWords(range) : `${rangeWords(range)}, ${countWords(count)}`;
}
