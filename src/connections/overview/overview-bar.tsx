import { Plus, X } from 'lucide-react';
import { useState, type Ref } from 'react';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { AdminLink } from './admin-link.tsx';
import styles from './overview-bar.module.css';
import type { OverviewSearch } from './search.ts';

interface OverviewBarProps {
  ref?: Ref<HTMLDivElement>;
  search: OverviewSearch;
  total: number;
  inNeed: number;
  found: number;
  /** Whether there is so much that it is worth searching. */
  isNarrowed: boolean;
  onSearch: (change: Partial<OverviewSearch>) => void;
  onClear: () => void;
}

/** What narrows the list, where that is worth it, and the ways to more connections. */
export function OverviewBar({ ref, isNarrowed, ...filters }: OverviewBarProps) {
  return (
    <div ref={ref} className={styles.bar}>
      {isNarrowed && <Filters {...filters} />}
      <div className={styles.actions}>
        <AdminLink to="/tokens">Tokens</AdminLink>
        <AdminLink to="/connect">
          <Plus size={16} aria-hidden />
          Connect a site
        </AdminLink>
      </div>
    </div>
  );
}

type FiltersProps = Omit<OverviewBarProps, 'ref' | 'isNarrowed'>;

function Filters({ search, total, inNeed, found, onSearch, onClear }: FiltersProps) {
  const { q, attention } = search;
  const isFiltered = q !== '' || attention;
  return (
    <search className={styles.filters}>
      <TypedSearch q={q} onChange={(q) => onSearch({ q })} />
      {(inNeed > 0 || attention) && (
        <button
          type="button"
          className={styles.attention}
          aria-pressed={attention}
          onClick={() => onSearch({ attention: !attention })}
        >
          Needs attention <b>{inNeed.toLocaleString()}</b>
        </button>
      )}
      <span role="status" className={styles.count}>
        {isFiltered
          ? `${found.toLocaleString()} of ${total.toLocaleString()} shown`
          : `${total.toLocaleString()} connections`}
      </span>
      {isFiltered && (
        <Button appearance="subtle" icon={<X size={16} aria-hidden />} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

/** While one types, what is typed counts: the address follows a moment later and must not hold a letter back. */
function TypedSearch({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const [typed, setTyped] = useState<string>();
  return (
    <div className={styles.search} onBlur={() => setTyped(undefined)}>
      <SearchField
        label="Search connections"
        placeholder="Search name, site, user"
        value={typed ?? q}
        onChange={(text) => {
          setTyped(text);
          onChange(text);
        }}
      />
    </div>
  );
}
