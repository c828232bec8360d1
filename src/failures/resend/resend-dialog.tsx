import { useEffect, useRef, useState, type MouseEvent } from 'react';
import type { ArchivedFailure } from '../../jira/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AttemptList } from './attempts.tsx';
import { Outcome } from './outcome.tsx';
import styles from './resend.module.css';
import { SendProblem } from './send-problem.tsx';
import { signatureWords } from './signature-words.ts';
import { UrlField } from './url-field.tsx';
import { useResend } from './use-resend.ts';

interface ResendDialogProps {
  connectionId: string;
  failure: ArchivedFailure;
  onClose: () => void;
}

/** Asks where a failed body is to go, sends it, and tells what came of it, in one place. */
export function ResendDialog({ connectionId, failure, onClose }: ResendDialogProps) {
  const [url, setUrl] = useState(failure.url);
  const resend = useResend({ connectionId, failure });
  const { attempts, isSending, made, error, askedUrl, send, askAnew } = resend;
  const outcome = useRef<HTMLElement>(null);
  const host = webHost(url);
  const madeId = made?.id;

  // Read out, and out of reach of a key that is still held down.
  useEffect(() => {
    if (madeId !== undefined) outcome.current?.focus();
  }, [madeId]);

  if (failure.bodySize === null) return <NothingToSend onClose={onClose} />;
  return (
    // The second click of a double click decides nothing: by then another button may lie under it.
    <div className={styles.whole} onClickCapture={stopSecondClick}>
      <Dialog
        title={titleOf(host, made !== undefined)}
        onClose={onClose}
        actions={
          <>
            <Button onClick={onClose}>{made ? 'Close' : 'Cancel'}</Button>
            {made ? (
              <Button onClick={askAnew}>Send once more…</Button>
            ) : (
              <Button
                appearance="primary"
                unavailable={whyNot(host, isSending)}
                onClick={() => send(url.trim())}
              >
                {isSending ? 'Sending…' : `Send to ${host ?? '…'}`}
              </Button>
            )}
          </>
        }
      >
        {made ? (
          <Outcome ref={outcome} attempt={made} />
        ) : (
          <>
            <p>
              The receiver will take it for a delivery of Jira’s. It gets the{' '}
              {failure.bodySize.toLocaleString('en')} bytes as they came, nothing masked
              {failure.event === '' ? '' : ` (${failure.event}${about(failure)})`}, under the same
              delivery id.
            </p>
            <UrlField url={url} isSending={isSending} onChange={setUrl} />
            <p className={styles.subtle}>{signatureWords(url, failure.url, resend)}</p>
            {isSending && <p role="status">It is being sent, and goes on when this is closed.</p>}
            {error !== null && askedUrl === url.trim() && <SendProblem error={error} />}
          </>
        )}
        <AttemptList title="Sent before" attempts={attempts} most={3} />
      </Dialog>
    </div>
  );
}

function stopSecondClick(event: MouseEvent): void {
  if (event.detail > 1) event.stopPropagation();
}

function titleOf(host: string | undefined, isMade: boolean): string {
  if (isMade) return 'Sending this body again';
  return host === undefined ? 'Send this body again?' : `Send this body again to ${host}?`;
}

function NothingToSend({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="There is nothing to send"
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <p>This failure came without its body, as some do. Jira gives it to nobody any more.</p>
    </Dialog>
  );
}

const about = ({ issueKey }: ArchivedFailure) => (issueKey === '' ? '' : ` of ${issueKey}`);

/** Undefined where it is no address on the web (yet). */
function webHost(text: string): string | undefined {
  const url = URL.parse(text.trim());
  return url !== null && /^https?:$/.test(url.protocol) && url.host !== '' ? url.host : undefined;
}

function whyNot(host: string | undefined, isSending: boolean): string | undefined {
  if (isSending) return 'It is being sent';
  return host === undefined
    ? 'Type an address such as https://hooks.example.com/jira first'
    : undefined;
}
