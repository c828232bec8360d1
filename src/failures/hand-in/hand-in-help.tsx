import { CopyButton } from '../../ui/copy-button.tsx';
import { archivePath } from '../archive-client.ts';
import styles from './hand-in.module.css';

interface HandInHelpProps {
  connectionId: string;
  /** Open from the start where there is nothing else to see. */
  open: boolean;
}

/** Why Jira gives an OAuth app no failures, and how they get here all the same. */
export function HandInHelp({ connectionId, open }: HandInHelpProps) {
  const snippet = receiverSnippet(
    `${window.location.origin}${archivePath(connectionId)}`,
    connectionId,
  );
  return (
    <details className={styles.help} open={open}>
      <summary>How failures get here: Jira tells OAuth apps of none</summary>
      <p>
        Jira lists failed deliveries to Connect apps only; an OAuth 2.0 app gets a 403 there. So
        this page shows what is handed in: by your own receiver as it fails, or as a file.
      </p>
      <p>
        The receiver knows best what it could not work on. Where it catches its own error, it sends
        the record on, and answers Jira as before:
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach it */}
      <pre className={styles.code} tabIndex={0} aria-label="Code for a receiver">
        {snippet}
      </pre>
      <div className={styles.ways}>
        <CopyButton label="Copy the code" text={() => snippet} />
      </div>
      <p>
        A delivery that never reached the receiver can’t be told this way: look for a rise of Jira’s
        retries (the header <code>X-Atlassian-Webhook-Retry</code>) after it was down. The same
        record again is known and changes nothing. The token is set with <code>INGEST_TOKENS</code>;
        on this machine alone, none is needed.
      </p>
    </details>
  );
}

function receiverSnippet(address: string, connectionId: string): string {
  return `// In the handler of POST requests from Jira, where working on one failed:
async function handIn(request, rawBody) {
  const record = {
    id: request.headers['x-atlassian-webhook-identifier'],
    url: 'https://' + request.headers.host + request.url,
    failureTime: Date.now(),
    body: rawBody, // the text as it came, not parsed and written anew
  };
  const answer = await fetch('${address}', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-ndjson',
      Authorization: 'Bearer ' + process.env.INGEST_TOKEN, // INGEST_TOKENS="${connectionId}=…"
    },
    body: JSON.stringify(record) + '\\n',
    signal: AbortSignal.timeout(5000),
  });
  const { accepted = 0, known = 0, ...why } = await answer.json();
  if (accepted + known === 0) console.error('Not handed in:', answer.status, JSON.stringify(why));
}
`;
}
