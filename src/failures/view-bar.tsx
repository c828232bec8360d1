import type { ReactNode, Ref } from 'react';
import { groupingNames } from './groups/group-table.tsx';
import { spans, type FailuresSearch, type Span } from './search.ts';
import styles from './failures-page.module.css';

const spanWords: Record<Span, string> = {
  '24h': 'Last 24 hours',
  '72h': 'Last 72 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
};

interface ViewProps {
  search: FailuresSearch;
  onChange: (change: Partial<FailuresSearch>) => void;
}

interface TimeBarProps extends ViewProps {
  /** To the choice of the time. */
  ref: Ref<HTMLSelectElement>;
  children: ReactNode;
}

/** How far back one looks, and what the bars are coloured by. */
export function TimeBar({ ref, search, onChange, children }: TimeBarProps) {
  return (
    <div className={styles.view}>
      <label className={styles.choice}>
        Time
        <select
          ref={ref}
          value={search.span}
          onChange={({ target }) => {
            const span = spans.find((name) => name === target.value) ?? '72h';
            onChange({ span, from: undefined, to: undefined });
          }}
        >
          {spans.map((span) => (
            <option key={span} value={span}>
              {spanWords[span]}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.choice}>
        Colour by
        <select
          value={search.split}
          onChange={({ target }) => onChange({ split: target.value === 'url' ? 'url' : 'event' })}
        >
          <option value="event">event</option>
          <option value="url">receiver</option>
        </select>
      </label>
      {children}
    </div>
  );
}

/** Whether failures are listed one by one, or counted by what they have in common. */
export function GroupChoice({ search, onChange }: ViewProps) {
  return (
    <label className={styles.choice}>
      Show
      <select
        value={search.group ?? ''}
        onChange={({ target }) =>
          onChange({ group: groupings.find((name) => name === target.value) })
        }
      >
        <option value="">each failure</option>
        {groupings.map((name) => (
          <option key={name} value={name}>
            counted by {groupingNames[name].toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  );
}

const groupings = Object.keys(groupingNames) as (keyof typeof groupingNames)[];
