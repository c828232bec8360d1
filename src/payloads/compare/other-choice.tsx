import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { PayloadField } from '../payload-field.tsx';
import styles from './body-comparison.module.css';
import { pastedKey } from './other-keys.ts';

interface OtherChoiceProps {
  choices: readonly { key: string; label: string }[];
  chosen: string;
  onChoose: (key: string) => void;
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
          value={chosen}
          onChange={({ target }) => onChoose(target.value)}
        >
          {choices.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
          <option value={pastedKey}>Another body, pasted</option>
        </select>
      </div>
      {chosen === pastedKey && (
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
