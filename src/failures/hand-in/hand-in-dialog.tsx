import { useId, useRef, useState } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/sizes.ts';
import { handInFile, type HandInProgress } from './hand-in.ts';
import styles from './hand-in.module.css';

interface HandInDialogProps {
  connectionId: string;
  /** Something may have been archived. */
  onHandedIn: () => void;
  onClose: () => void;
}

interface Run {
  name: string;
  size: number;
  progress: HandInProgress | undefined;
  isOver: boolean;
}

/** Hands a file of failures in, and tells what became of each record. */
export function HandInDialog({ connectionId, onHandedIn, onClose }: HandInDialogProps) {
  const [run, setRun] = useState<Run>();
  const stop = useRef<AbortController>(undefined);
  const inputId = useId();
  const isBusy = run !== undefined && !run.isOver;

  async function start(file: File): Promise<void> {
    const controller = new AbortController();
    stop.current = controller;
    const begun = { name: file.name, size: file.size };
    setRun({ ...begun, progress: undefined, isOver: false });
    let progress: HandInProgress | undefined;
    for await (const state of handInFile(connectionId, file, controller.signal)) {
      progress = state;
      setRun({ ...begun, progress, isOver: false });
    }
    setRun({ ...begun, progress, isOver: true });
    onHandedIn();
  }

  return (
    <Dialog
      title="Hand in failed deliveries"
      onClose={() => {
        stop.current?.abort();
        onClose();
      }}
      actions={
        isBusy ? (
          <Button onClick={() => stop.current?.abort()}>Stop</Button>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )
      }
    >
      <p>
        A file with one record a line (NDJSON), or a JSON array, as this console exports it or as
        your receiver wrote it:
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach it */}
      <pre className={styles.code} tabIndex={0}>
        {'{"id": "…", "url": "https://…", "failureTime": 1767225600000, "body": "{…}"}'}
      </pre>
      <div className={styles.picker}>
        <label htmlFor={inputId}>File</label>
        <input
          id={inputId}
          type="file"
          accept=".ndjson,.jsonl,.json,application/json,application/x-ndjson"
          disabled={isBusy}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void start(file);
            // The same file, mended, can be chosen again.
            target.value = '';
          }}
        />
      </div>
      {run && <Outcome {...run} />}
    </Dialog>
  );
}

function Outcome({ name, size, progress, isOver }: Run) {
  const { accepted = 0, known = 0, refused = [], bytes = 0, fault } = progress ?? {};
  return (
    <>
      {fault !== undefined && (
        <Banner tone="danger" title="It went no further">
          <p>{fault}</p>
        </Banner>
      )}
      <p role="status">
        {isOver
          ? `${name}: `
          : `Handing in ${name}, ${formatBytes(bytes)} of ${formatBytes(size)}: `}
        <b>{accepted.toLocaleString('en')}</b> new, <b>{known.toLocaleString('en')}</b> known
        already, <b>{refused.length.toLocaleString('en')}</b> refused.
      </p>
      {refused.length > 0 && (
        <div className={styles.refused}>
          <table>
            <caption className="visually-hidden">Refused records</caption>
            <thead>
              <tr>
                <th scope="col">Record</th>
                <th scope="col">Why it was refused</th>
              </tr>
            </thead>
            <tbody>
              {refused.slice(0, 100).map(({ record, reason }) => (
                <tr key={record}>
                  <td>{record.toLocaleString('en')}</td>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {refused.length > 100 && <p>And {refused.length - 100} more.</p>}
        </div>
      )}
    </>
  );
}
