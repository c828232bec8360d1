import { useId, useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from './problem.tsx';
import styles from './settings.module.css';
import { useChange } from './use-change.ts';

interface RenameProps {
  connection: ConnectionSummary;
  /** Why it can't be changed. */
  fixed: string | undefined;
}

/** The name, as the console shows it; Jira knows nothing of it. */
export function Rename({ connection, fixed }: RenameProps) {
  const [typed, setTyped] = useState<string>();
  const change = useChange(connection.id);
  const id = useId();
  const name = typed ?? connection.name;
  const unavailable = fixed ?? whyNot(name.trim(), connection.name, change.isPending);

  function save(): void {
    if (unavailable !== undefined) return;
    change.mutate({ name: name.trim() }, { onSuccess: () => setTyped(undefined) });
  }

  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label htmlFor={id}>Name in this console</label>
        <input
          id={id}
          value={name}
          maxLength={200}
          readOnly={fixed !== undefined}
          title={fixed}
          autoComplete="off"
          onChange={({ target }) => {
            setTyped(target.value);
            change.reset();
          }}
        />
        <Button type="submit" unavailable={unavailable}>
          {change.isPending ? 'Saving…' : 'Rename'}
        </Button>
      </form>
      <p role="status" className={styles.remark}>
        {change.isSuccess && 'It is renamed.'}
      </p>
      {change.error && <Problem title="It was not renamed" error={change.error} />}
    </>
  );
}

function whyNot(name: string, current: string, isPending: boolean): string | undefined {
  if (isPending) return 'It is being saved';
  if (name === '') return 'Type a name first';
  return name === current ? 'This is its name already' : undefined;
}
