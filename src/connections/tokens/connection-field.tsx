import { CircleAlert } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type Ref } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { detailOf, findConnections } from './find-connections.ts';
import styles from './tokens-page.module.css';

interface ConnectionFieldProps {
  connections: readonly ConnectionSummary[];
  /** The id that is chosen, or empty. */
  value: string;
  onChange: (id: string) => void;
  onBlur: () => void;
  error: string | undefined;
  ref: Ref<HTMLInputElement>;
}

/** Of thousands, these are shown; the rest is found by typing. */
const shown = 50;

/** One connection, found by typing a part of it (WAI-ARIA Authoring Practices, combobox with a list). */
export function ConnectionField(props: ConnectionFieldProps) {
  const { connections, value, onChange, onBlur, error, ref } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const chosen = connections.find((connection) => connection.id === value);
  const found = findConnections(connections, chosen ? '' : typed);
  const options = found.slice(0, shown);
  const optionId = (index: number) => `${id}-option-${index}`;

  function choose(connection: ConnectionSummary | undefined): void {
    setOpen(false);
    if (!connection) return;
    setTyped(connection.name);
    onChange(connection.id);
  }

  function move(index: number): void {
    setOpen(true);
    setActive(index);
    document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const last = options.length - 1;
    if (event.key === 'ArrowDown') move(isOpen ? Math.min(active + 1, last) : 0);
    else if (event.key === 'ArrowUp') move(Math.max(active - 1, 0));
    else if (event.key === 'Enter' && isOpen) choose(options[active]);
    else if (event.key === 'Escape' && isOpen) setOpen(false);
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id}>Connection</label>
      <div className={styles.combobox}>
        <input
          ref={ref}
          id={id}
          className={styles.input}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && options[active] ? optionId(active) : undefined}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-said`}
          autoComplete="off"
          spellCheck={false}
          placeholder="Type a part of its name or site"
          value={typed}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            setOpen(false);
            onBlur();
          }}
          onChange={({ target }) => {
            setTyped(target.value);
            setActive(0);
            setOpen(true);
            onChange('');
          }}
        />
        <div className={styles.options} hidden={!isOpen}>
          <div id={`${id}-list`} role="listbox" aria-label="Connections">
            {options.map((connection, index) => (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are the field's, which keeps the focus
              <div
                key={connection.id}
                id={optionId(index)}
                role="option"
                aria-selected={index === active}
                // The field keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(connection)}
              >
                {connection.name} <small>{detailOf(connection)}</small>
              </div>
            ))}
          </div>
          {options.length < found.length && (
            <p className={styles.remark}>
              and {(found.length - options.length).toLocaleString('en')} more: type more of its name
            </p>
          )}
          {found.length === 0 && <p className={styles.remark}>No connection is called so.</p>}
        </div>
      </div>
      <p id={`${id}-said`} className={error === undefined ? styles.remark : styles.problem}>
        {error !== undefined && <CircleAlert size={16} aria-hidden />}
        {error ?? (chosen ? detailOf(chosen) : '')}
      </p>
    </div>
  );
}
