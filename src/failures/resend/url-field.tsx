import { useId } from 'react';
import styles from './resend.module.css';

interface UrlFieldProps {
  url: string;
  isSending: boolean;
  onChange: (url: string) => void;
}

export function UrlField({ url, isSending, onChange }: UrlFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>URL</label>
      <input
        id={id}
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        readOnly={isSending}
        value={url}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
