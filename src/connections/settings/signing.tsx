import { useRef, useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Button } from '../../ui/button.tsx';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { Problem } from './problem.tsx';
import styles from './settings.module.css';
import { SigningForm } from './signing-form.tsx';
import { useChange } from './use-change.ts';
import { signingWords } from './words.ts';

interface SigningProps {
  connection: ConnectionSummary;
  /** Why it can't be changed. */
  fixed: string | undefined;
}

/** Whether bodies that are sent again are signed, for which address, and what makes it so. */
export function Signing({ connection, fixed }: SigningProps) {
  const change = useChange(connection.id);
  const [isEntering, setEntering] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const act = useRef<HTMLButtonElement>(null);
  useKeptFocus(whole, () => act.current?.focus());
  const { signsFor } = connection;
  const unavailable = fixed ?? (change.isPending ? 'It is being saved' : undefined);
  if (connection.kind !== 'connect' || connection.controls !== undefined) {
    return <p>{signingWords(connection)}</p>;
  }
  return (
    <div ref={whole} className={styles.part}>
      <p>{signingWords(connection)}</p>
      {isEntering ? (
        <SigningForm
          signsFor={signsFor}
          isSaving={change.isPending}
          onSave={(signing) => change.mutate(signing, { onSuccess: () => setEntering(false) })}
          onCancel={() => {
            setEntering(false);
            change.reset();
          }}
        />
      ) : (
        <div className={styles.actions}>
          <Button
            ref={act}
            unavailable={unavailable}
            onClick={() => {
              change.reset();
              setEntering(true);
            }}
          >
            {signsFor === undefined ? 'Sign them…' : 'Change…'}
          </Button>
          {signsFor !== undefined && (
            <Button
              unavailable={unavailable}
              onClick={() => change.mutate({ clientKey: null, appUrl: null })}
            >
              Stop signing
            </Button>
          )}
        </div>
      )}
      <p role="status" className={styles.remark}>
        {change.isSuccess && (signsFor === undefined ? 'No longer signed.' : 'It is saved.')}
      </p>
      {change.error && <Problem title="It was not saved" error={change.error} />}
    </div>
  );
}
