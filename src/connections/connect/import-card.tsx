import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { connectionsQuery } from '../connections-query.ts';
import { useNeedsAdmin } from '../use-needs-admin.ts';
import { importTenants } from './connect-client.ts';
import styles from './connect.module.css';
import { ImportVerdict } from './import-verdict.tsx';

const example =
  '{"siteUrl": "https://acme.atlassian.net", "appKey": "…", "sharedSecret": "…", "name": "Acme"}';

/** Many sites of a Connect app at once, from a file. */
export function ImportCard() {
  const queries = useQueryClient();
  const needsAdmin = useNeedsAdmin();
  const importing = useMutation({
    mutationFn: (file: File) => importTenants(file),
    // However it ended: what came before the end is there.
    onSettled: () => queries.invalidateQueries(connectionsQuery()),
  });
  return (
    <section className={styles.card} aria-labelledby="many">
      <h2 id="many">Many Connect sites at once</h2>
      <p>
        A file with one site a line (NDJSON), up to 16 MiB. The name may be left out. What is there
        already is refused, so a file can be sent again. With <code>clientKey</code> and{' '}
        <code>appUrl</code>, bodies that are sent again to the app are signed.
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach it */}
      <pre className={styles.code} tabIndex={0} aria-label="Example of a line" role="region">
        {example}
      </pre>
      <div className={styles.actions}>
        <CopyButton label="Copy the example" text={() => example} />
        {needsAdmin !== undefined && <Button unavailable={needsAdmin}>Choose a file</Button>}
      </div>
      {needsAdmin === undefined && (
        <FileDrop isBusy={importing.isPending} onFile={(file) => importing.mutate(file)} />
      )}
      <div role="status" className={styles.verdict}>
        {importing.isPending && <p>Sending {importing.variables.name}…</p>}
        {importing.data && (
          <ImportVerdict name={importing.variables.name} outcome={importing.data} />
        )}
      </div>
      {importing.error && (
        <Banner tone="danger" title={`${importing.variables.name} could not be imported`}>
          <p>{importing.error.message}</p>
        </Banner>
      )}
    </section>
  );
}

function FileDrop({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File) => void }) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file && !isBusy) onFile(file);
  };
  return (
    <div
      className={styles.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <label htmlFor={id}>File, chosen or dropped here</label>
      <input
        id={id}
        type="file"
        accept=".ndjson,.jsonl,.json,application/x-ndjson,application/json"
        disabled={isBusy}
        onChange={({ target }) => {
          take(target.files);
          // The same file, mended, can be chosen again.
          target.value = '';
        }}
      />
    </div>
  );
}
