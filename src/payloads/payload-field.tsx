import { Trash2 } from 'lucide-react';
import { useEffect, useRef, type ClipboardEvent } from 'react';
import { Button } from '../ui/button.tsx';
import styles from './payload-field.module.css';

/** Past this a browser's text field takes longer than a blink for each key: a second at 5 MB. */
const longestEditable = 100_000;
const excerptLength = 2000;

interface PayloadFieldProps {
  id: string;
  /** The element that says what became of the text. */
  describedBy: string;
  text: string;
  onChange: (text: string) => void;
  label?: string;
}

/** A field for a payload. What is too long to be edited is kept whole, and shown by its beginning. */
export function PayloadField({
  id,
  describedBy,
  text,
  onChange,
  label = 'Payload',
}: PayloadFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const isLong = text.length > longestEditable;
  const wasLong = useRef(isLong);
  useEffect(() => {
    if (wasLong.current && !isLong && isFocusLost()) field.current?.focus();
    wasLong.current = isLong;
  }, [isLong]);

  if (isLong) return <LongPayload label={label} text={text} onRemove={() => onChange('')} />;

  // Taken before the browser lays it out, which alone would take seconds.
  function takeLongPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const pasted = event.clipboardData.getData('text');
    const { selectionStart, selectionEnd } = event.currentTarget;
    const whole = text.slice(0, selectionStart) + pasted + text.slice(selectionEnd);
    if (whole.length <= longestEditable) return;
    event.preventDefault();
    onChange(whole);
  }

  return (
    <>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        className={styles.field}
        aria-describedby={describedBy}
        rows={12}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        placeholder="Paste the JSON of a delivery here"
        value={text}
        onPaste={takeLongPaste}
        onChange={(change) => onChange(change.target.value)}
      />
    </>
  );
}

interface LongPayloadProps {
  label: string;
  text: string;
  onRemove: () => void;
}

function LongPayload({ label, text, onRemove }: LongPayloadProps) {
  const remove = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFocusLost()) remove.current?.focus();
  }, []);
  return (
    <>
      <div className={styles.long}>
        <p>
          <span className={styles.label}>{label}</span> of {text.length.toLocaleString('en')}{' '}
          characters, too long to be edited here. It begins:
        </p>
        <Button ref={remove} icon={<Trash2 size={16} aria-hidden />} onClick={onRemove}>
          Remove it
        </Button>
      </div>
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
      <pre
        className={styles.excerpt}
        role="region"
        tabIndex={0}
        aria-label="Beginning of the payload"
      >
        {text.slice(0, excerptLength)}…
      </pre>
    </>
  );
}

/** The element that had the focus has left the page. */
function isFocusLost(): boolean {
  return document.activeElement === document.body;
}
