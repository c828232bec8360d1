import { useId } from 'react';
import {
  readFile,
  RegistrationsFileError,
  type RegistrationsFile,
} from '../../jira/registrations/file.ts';
import styles from './import.module.css';

export type ChosenFile =
  | { kind: 'read'; name: string; file: RegistrationsFile }
  | { kind: 'unreadable'; name: string; message: string };

/** A file of registrations, read at the door: what is wrong with it is said with its place. */
export function FilePicker({ onChoose }: { onChoose: (file: ChosenFile) => void }) {
  const id = useId();
  return (
    <div className={styles.picker}>
      <label htmlFor={id}>File</label>
      <input
        id={id}
        type="file"
        accept=".json,application/json"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void choose(file).then(onChoose);
          // The same file, mended, can be chosen again.
          target.value = '';
        }}
      />
    </div>
  );
}

async function choose(file: File): Promise<ChosenFile> {
  try {
    return { kind: 'read', name: file.name, file: readFile(await file.text()) };
  } catch (error) {
    const message =
      error instanceof RegistrationsFileError ? error.message : 'The browser could not read it.';
    return { kind: 'unreadable', name: file.name, message };
  }
}
