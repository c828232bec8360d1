import { X } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import styles from './fields.module.css';
import { splitEntries } from './form-values.ts';

interface ChipsFieldProps {
  label: string;
  hint: string;
  entries: readonly string[];
  onChange: (entries: string[]) => void;
}

/** A list of short entries; what is pasted is split, whatever separated it. */
export function ChipsField({ label, hint, entries, onChange }: ChipsFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState('');

  function add(text: string): void {
    setTyped('');
    const added = splitEntries(text).filter((entry) => !entries.includes(entry));
    if (added.length > 0) onChange([...entries, ...added]);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ',') {
      // Enter would send the form.
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && entries.length > 0) {
      onChange(entries.slice(0, -1));
    }
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.chips}>
        {entries.map((entry) => (
          <span key={entry} className={styles.chip}>
            {entry}
            <button
              type="button"
              aria-label={`Remove ${entry}`}
              onClick={() => onChange(entries.filter((other) => other !== entry))}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        <input
          id={id}
          aria-describedby={`${id}-hint`}
          value={typed}
          onChange={({ target: { value } }) => setTyped(value)}
          onKeyDown={onKeyDown}
          onBlur={() => add(typed)}
          onPaste={(event) => {
            event.preventDefault();
            add(typed + event.clipboardData.getData('text'));
          }}
        />
      </div>
      <small id={`${id}-hint`}>{hint}</small>
    </div>
  );
}
