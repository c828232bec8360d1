import { useId, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { PayloadField } from '../payload-field.tsx';
import { BodyViewer } from '../viewer/body-viewer.tsx';
import styles from './catalogue-page.module.css';

interface Body {
  content: string | Uint8Array;
  fileName: string;
}

interface OwnPayloadProps {
  renderMatch: (body: string | Uint8Array) => ReactNode;
}

/** A payload pasted or taken from a file. It stays in this browser. */
export function OwnPayload({ renderMatch }: OwnPayloadProps) {
  const [text, setText] = useState('');
  const [body, setBody] = useState<Body>();
  const fieldId = useId();
  const noteId = useId();

  async function openFile(file: File | undefined): Promise<void> {
    if (!file) return;
    const content = new Uint8Array(await file.arrayBuffer());
    setBody({ content, fileName: file.name });
  }

  return (
    <>
      <h2>A payload of your own</h2>
      <p id={noteId}>
        Paste what a receiver got, or open a file of it. It is shown here and sent nowhere.
      </p>
      <div className={styles.own}>
        <PayloadField id={fieldId} describedBy={noteId} text={text} onChange={setText} />
      </div>
      <div className={styles.ways}>
        <Button
          appearance="primary"
          unavailable={text === '' ? 'Paste a payload first' : undefined}
          onClick={() => setBody({ content: text, fileName: 'payload.json' })}
        >
          Show it
        </Button>
        <label className={styles.file}>
          or from a file
          <input type="file" onChange={({ target }) => void openFile(target.files?.[0])} />
        </label>
      </div>
      {body && (
        <>
          {renderMatch(body.content)}
          <BodyViewer body={body.content} name="Your payload" fileName={body.fileName} />
        </>
      )}
    </>
  );
}
