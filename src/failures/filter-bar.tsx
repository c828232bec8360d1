import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { visibleText } from '../jira/visible-text.ts';
import { Button } from '../ui/button.tsx';
import { SearchField } from '../ui/search-field.tsx';
import type { ArchiveQuery } from './archive-client.ts';
import { groupsQuery } from './failures-query.ts';
import styles from './filter-bar.module.css';
import { isFiltered, noFilters } from './search-state.ts';
import type { FailuresSearch } from './search.ts';

interface FilterBarProps {
  connectionId: string;
  search: FailuresSearch;
  /** The time that the screen looks at: what can be chosen is what failed in it. */
  whole: ArchiveQuery;
  generation: number;
  onChange: (change: Partial<FailuresSearch>) => void;
  children: ReactNode;
}

/** Each narrows the list, and all that is chosen must hold. */
export function FilterBar(props: FilterBarProps) {
  const { connectionId, search, whole, generation, onChange } = props;
  const shared = { connectionId, whole, generation };
  return (
    <search className={styles.bar}>
      <BodySearch text={search.text} onChange={(text) => onChange({ text })} />
      <Choice
        {...shared}
        by="url"
        label="Receiver"
        any="Any receiver"
        value={search.url}
        onChange={(url) => onChange({ url })}
      />
      <Choice
        {...shared}
        by="event"
        label="Event"
        any="Any event"
        value={search.event}
        onChange={(event) => onChange({ event })}
      />
      <Choice
        {...shared}
        by="webhook"
        label="Webhook"
        any="Any webhook"
        value={search.webhook?.toString()}
        onChange={(webhook) =>
          onChange({ webhook: webhook === undefined ? undefined : Number(webhook) })
        }
      />
      <Choice
        {...shared}
        by="project"
        label="Project"
        any="Any project"
        value={search.project}
        onChange={(project) => onChange({ project })}
      />
      {props.children}
      {isFiltered(search) && (
        <Button
          appearance="subtle"
          icon={<X size={16} aria-hidden />}
          onClick={() => onChange(noFilters)}
        >
          Clear filters
        </Button>
      )}
    </search>
  );
}

/** A search reads bodies: it begins when the typing pauses, or at once with Enter. */
const pauseMs = 400;

function BodySearch({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState({ text, told: text });
  // The address changed by another hand: a link, the way back, "clear filters".
  if (text !== typed.told) setTyped({ text, told: text });
  useEffect(() => {
    if (typed.text === typed.told) return;
    const timer = setTimeout(tell, pauseMs);
    return () => clearTimeout(timer);
  });

  function tell(): void {
    setTyped({ text: typed.text, told: typed.text });
    onChange(typed.text);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter in the field inside
    <div
      className={styles.text}
      onKeyDown={({ key }) => {
        if (key === 'Enter') tell();
      }}
    >
      <SearchField
        label="Search bodies"
        placeholder="Search in the bodies"
        value={typed.text}
        onChange={(text) => setTyped({ ...typed, text })}
      />
    </div>
  );
}

interface ChoiceProps {
  connectionId: string;
  whole: ArchiveQuery;
  generation: number;
  by: 'url' | 'event' | 'webhook' | 'project';
  label: string;
  any: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** What failures there are by this, with counts, read when somebody is about to choose. */
function Choice({ connectionId, whole, generation, by, label, any, value, onChange }: ChoiceProps) {
  const [isWanted, setWanted] = useState(false);
  const { data } = useQuery({
    ...groupsQuery(connectionId, whole, by, generation),
    enabled: isWanted,
  });
  const values = (data?.groups ?? []).filter(({ value }) => by !== 'webhook' || value !== '');
  const isMissing = value !== undefined && !values.some((group) => String(group.value) === value);
  return (
    <select
      aria-label={label}
      className={styles.select}
      data-set={value !== undefined || undefined}
      value={value === undefined ? '' : `=${value}`}
      onPointerEnter={() => setWanted(true)}
      onFocus={() => setWanted(true)}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value.slice(1))}
    >
      <option value="">{any}</option>
      {isMissing && <option value={`=${value}`}>{visibleText(value) || 'not known'}</option>}
      {values.map((group) => (
        <option key={group.value} value={`=${group.value}`}>
          {visibleText(String(group.value)) || 'not known'} ({group.count.toLocaleString('en')})
        </option>
      ))}
      {data !== undefined && data.further > 0 && (
        <option disabled>and {data.further} with fewer</option>
      )}
    </select>
  );
}
