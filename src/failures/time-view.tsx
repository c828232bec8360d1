import { useRef } from 'react';
import { ArchiveProblem } from './archive-problem.tsx';
import type { FailuresSearch } from './search.ts';
import styles from './timeline/histogram.module.css';
import { Histogram } from './timeline/histogram.tsx';
import { TimeChosen } from './timeline/time-chosen.tsx';
import type { useFailures } from './use-failures.ts';
import { TimeBar } from './view-bar.tsx';

interface TimeViewProps {
  search: FailuresSearch;
  data: Pick<ReturnType<typeof useFailures>, 'histogram' | 'chosen' | 'now'>;
  /** Whether nothing else says already that the archive can't be read. */
  tellsProblem: boolean;
  onSearch: (change: Partial<FailuresSearch>) => void;
}

/** Which time one looks at, and the failures laid out in it. */
export function TimeView({ search, data, tellsProblem, onSearch }: TimeViewProps) {
  const { histogram, chosen, now } = data;
  const span = useRef<HTMLSelectElement>(null);
  return (
    <figure
      className={styles.figure}
      aria-label="Failures over time"
      aria-busy={histogram.isPlaceholderData}
    >
      <TimeBar ref={span} search={search} onChange={onSearch}>
        {histogram.data && (
          <TimeChosen
            histogram={histogram.data}
            selected={chosen}
            onClear={() => onSearch({ from: undefined, to: undefined })}
            next={span}
          />
        )}
      </TimeBar>
      {histogram.error && tellsProblem && (
        <ArchiveProblem
          what="The histogram"
          error={histogram.error}
          stays={histogram.data !== undefined}
          onRetry={() => void histogram.refetch()}
        />
      )}
      {histogram.data && (
        <Histogram
          histogram={histogram.data}
          split={search.split}
          selected={chosen}
          onSelect={(range) => onSearch({ from: range?.from, to: range?.to })}
          now={now}
        />
      )}
    </figure>
  );
}
