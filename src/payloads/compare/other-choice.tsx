import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { PayloadField } from '../payload-field.tsx';
import styles from './body-comparison.module.css';

interface OtherChoiceProps {
  choices: readonly string[];
  /** Undefined where the other body is one that somebody pastes. */
  chosen: string | undefined;
  onChoose: (label: string | undefined) => void;
  onPaste: (text: string) => void;
}

/** What to compare with. */
export function OtherChoice({ choices, chosen, onChoose, onPaste }: OtherChoiceProps) {
  const id = useId();
  const noteId = useId();
  const fieldId = useId();
  const [text, setText] = useState('');
  return (
    <>
      <div className={styles.choice}>
        <label htmlFor={id}>Compare with</label>
        <select
          id={id}
          className={styles.select}
          value={chosen ?? ''}
          onChange={({ target }) => onChoose(target.value === '' ? undefined : target.value)}
        >
          {choices.map((label) => (
            <option key={label}>{label}</option>
          ))}
          <option value="">Another body, pasted</option>
        </select>
      </div>
      {chosen === undefined && (
        <>
          <p id={noteId} className={styles.note}>
            It is compared in this browser and sent nowhere.
          </p>
          <div className={styles.field}>
            <PayloadField
              id={fieldId}
              describedBy={noteId}
              label="The other body"
              text={text}
              onChange={setText}
            />
          </div>
          <div>
            <Button
              unavailable={text.trim() === '' ? 'Paste a body first' : undefined}
              onClick={() => onPaste(text)}
            >
              Compare with it
            </Button>
          </div>
        </>
      )}
    </>
  );
}
