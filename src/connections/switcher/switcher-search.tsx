import { Link } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { byName, findConnections, siteOf } from '../overview/find-connections.ts';
import { StateLozenges } from '../overview/connection-state.tsx';
import styles from './connection-switcher.module.css';
import { steppedTo } from './stepped-to.ts';

interface SwitcherSearchProps {
  connections: readonly ConnectionSummary[];
  here: ConnectionSummary | undefined;
  onGo: (id: string) => void;
}

/** As many as one looks through; whoever seeks another types a letter more. */
const mostShown = 50;

/** A combobox whose list is always open (ARIA Authoring Practices, "Combobox"). */
export function SwitcherSearch({ connections, here, onGo }: SwitcherSearchProps) {
  const id = useId();
  const [q, setQ] = useState('');
  const [active, setActive] = useState(0);
  const sorted = useMemo(() => byName(connections), [connections]);
  const found = findConnections(sorted, q);
  const shown = found.slice(0, mostShown);
  useEffect(() => {
    document.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active, q]);
  return (
    <>
      <input
        ref={focusedOnOpening}
        className={styles.input}
        role="combobox"
        aria-label="Search connections"
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown[active] && `${id}-${active}`}
        placeholder="Search name, site, user"
        autoComplete="off"
        spellCheck={false}
        value={q}
        onChange={(event) => {
          setQ(event.target.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          const chosen = shown[active];
          if (event.key === 'Enter') {
            // The button, which gets the focus back, must not be pressed by the same key.
            event.preventDefault();
            if (chosen) onGo(chosen.id);
          }
          const next = steppedTo(event.key, active, shown.length);
          if (next === undefined) return;
          event.preventDefault();
          setActive(next);
        }}
      />
      <div id={id} role="listbox" aria-label="Connections" className={styles.options}>
        {shown.map((connection, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys go to the field above
          <div
            key={connection.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            aria-current={connection.id === here?.id ? 'page' : undefined}
            className={styles.option}
            onMouseMove={() => setActive(index)}
            onClick={() => onGo(connection.id)}
          >
            <span className={styles.name}>{connection.name}</span>
            <StateLozenges {...connection} />
            <small className={styles.site}>
              {siteOf(connection)}
              {connection.as !== undefined && `, as ${connection.as}`}
            </small>
          </div>
        ))}
      </div>
      <p role="status" className={styles.remark}>
        {remark(found.length, q)}
      </p>
      <Link to="/" className={styles.all}>
        See all connections
      </Link>
    </>
  );
}

/** The popover looks for the attribute, and React sets none: it would focus at once, where nothing shows yet. */
function focusedOnOpening(input: HTMLInputElement | null): void {
  input?.setAttribute('autofocus', '');
}

function remark(found: number, q: string): string {
  if (found === 0) return `No connection has “${q}” in its name, site or user.`;
  const more = found - mostShown;
  if (more > 0) return `${more.toLocaleString()} more. Type to narrow.`;
  return found === 1 ? 'One connection.' : `${found} connections.`;
}
