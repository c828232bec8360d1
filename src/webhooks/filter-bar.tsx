import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { SearchField } from '../ui/search-field.tsx';
import type { ExpiryState } from './expiry.ts';
import styles from './filter-bar.module.css';
import type { WebhooksSearch } from './search.ts';
import { statesPresent, type Summary } from './summary.ts';

const stateNames: Record<ExpiryState, string> = {
  expired: 'Expired',
  day: 'Within 24 hours',
  week: 'In 1–7 days',
  healthy: 'Healthy',
  undated: 'No expiry given',
};

interface FilterBarProps {
  search: WebhooksSearch;
  summary: Summary;
  events: readonly [event: string, count: number][];
  shown: number;
  onChange: (change: Partial<WebhooksSearch>) => void;
}

/** Search, status and event: each narrows the list, all of it stands in the address. */
export function FilterBar({ search, summary, events, shown, onChange }: FilterBarProps) {
  const filtered = search.q !== '' || search.status !== undefined || search.event !== undefined;
  return (
    <search className={styles.bar}>
      <TypedSearch q={search.q} onChange={(q) => onChange({ q })} />
      <div role="group" aria-label="Status" className={styles.states}>
        <StateButton
          name="All"
          count={summary.total}
          pressed={search.status === undefined}
          onPress={() => onChange({ status: undefined })}
        />
        {statesPresent(summary).map((state) => (
          <StateButton
            key={state}
            name={stateNames[state]}
            state={state}
            count={summary.byState[state]}
            pressed={search.status === state}
            onPress={() => onChange({ status: search.status === state ? undefined : state })}
          />
        ))}
      </div>
      <select
        aria-label="Event"
        className={styles.select}
        value={search.event ?? ''}
        onChange={(change) => onChange({ event: change.target.value || undefined })}
      >
        <option value="">Any event</option>
        {search.event !== undefined && !events.some(([event]) => event === search.event) && (
          <option value={search.event}>{search.event} (0)</option>
        )}
        {events.map(([event, count]) => (
          <option key={event} value={event}>
            {event} ({count})
          </option>
        ))}
      </select>
      <span role="status" className={styles.count}>
        {filtered && `${shown} of ${summary.total} shown`}
      </span>
      {filtered && (
        <Button
          appearance="subtle"
          icon={<X size={16} aria-hidden />}
          onClick={() => onChange({ q: '', status: undefined, event: undefined })}
        >
          Clear filters
        </Button>
      )}
    </search>
  );
}

/** Keeps what is being typed: the address follows a moment later and must not hold a letter back. */
function TypedSearch({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const [typed, setTyped] = useState({ text: q, told: q });
  // The address changed by another hand: a link, the way back, "clear filters".
  if (q !== typed.told) setTyped({ text: q, told: q });
  return (
    <SearchField
      label="Search webhooks"
      placeholder="Search id, JQL, event, field, URL"
      value={typed.text}
      onChange={(text) => {
        setTyped({ text, told: text });
        onChange(text);
      }}
    />
  );
}

interface StateButtonProps {
  name: string;
  count: number;
  pressed: boolean;
  state?: ExpiryState;
  onPress: () => void;
}

function StateButton({ name, count, pressed, state, onPress }: StateButtonProps) {
  return (
    <button
      type="button"
      className={styles.state}
      aria-pressed={pressed}
      data-state={state}
      onClick={onPress}
    >
      {name} <b>{count}</b>
    </button>
  );
}
