import { CircleAlert } from 'lucide-react';
import { useId, type ComponentProps } from 'react';
import styles from './connect.module.css';

interface FieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: string;
  error: string | undefined;
}

/** One line to type, and what is wrong with it. */
export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      <input
        spellCheck={false}
        autoComplete="off"
        {...input}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
      />
      <p id={`${id}-error`} className={styles.fault} aria-live="polite">
        {error !== undefined && (
          <>
            <CircleAlert size={16} aria-hidden /> {error}
          </>
        )}
      </p>
    </div>
  );
}
