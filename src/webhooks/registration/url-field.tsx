import { CircleAlert } from 'lucide-react';
import { useId, type Ref } from 'react';
import styles from './fields.module.css';
import type { UrlAdvice } from './url-advice.ts';

interface UrlFieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur: () => void;
  error: string | undefined;
  advice: UrlAdvice | undefined;
  ref: Ref<HTMLInputElement>;
}

/** Where Jira sends: one URL for all webhooks of a request. */
export function UrlField({ value, onChange, onBlur, error, advice, ref }: UrlFieldProps) {
  const id = useId();
  const told = value.trim() === '' ? undefined : advice;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>URL</label>
      <input
        ref={ref}
        id={id}
        className={styles.input}
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        placeholder="https://hooks.example.com/jira"
        aria-invalid={error !== undefined || told?.kind === 'refusal'}
        aria-describedby={`${id}-advice`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
      <div id={`${id}-advice`} className={styles.problems} aria-live="polite">
        {error !== undefined && error !== told?.message && (
          <p className={styles.problem} data-kind="refusal">
            <CircleAlert size={16} aria-hidden /> {error}
          </p>
        )}
        {told && (
          <p className={styles.problem} data-kind={told.kind}>
            <CircleAlert size={16} aria-hidden /> {told.message}
            {told.instead !== undefined && (
              <button
                type="button"
                className={styles.suggest}
                onClick={() => onChange(told.instead ?? value)}
              >
                Use {told.instead}
              </button>
            )}
          </p>
        )}
      </div>
    </div>
  );
}
