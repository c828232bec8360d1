import type { ListedWebhook } from '../jira/client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { webhooksWords } from './actions/words.ts';
import styles from './delete-dialog.module.css';

interface DeleteDialogProps {
  webhooks: readonly ListedWebhook[];
  onConfirm: () => void;
  onClose: () => void;
}

/** How many are named one by one before the rest is counted. */
const named = 5;

/** Asks, naming what will be lost: Jira keeps no copy and gives no id twice. */
export function DeleteDialog({ webhooks, onConfirm, onClose }: DeleteDialogProps) {
  const what = webhooksWords(webhooks);
  return (
    <Dialog
      title={`Delete ${what}?`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{webhooks.length === 1 ? 'Keep it' : 'Keep them'}</Button>
          <Button appearance="danger" onClick={onConfirm}>
            Delete {what}
          </Button>
        </>
      }
    >
      <p>
        Jira stops sending at once and keeps no copy. To have the same again means to register it
        anew, under a new id.
      </p>
      <ul className={styles.losses}>
        {webhooks.slice(0, named).map((webhook) => (
          <li key={webhook.id}>
            <strong>{webhook.id}</strong> <code>{webhook.jqlFilter || 'no JQL'}</code>
            <span className={styles.detail}>{webhook.events.join(', ')}</span>
            {webhook.url !== undefined && <span className={styles.detail}>to {webhook.url}</span>}
          </li>
        ))}
      </ul>
      {webhooks.length > named && <p>…and {webhooks.length - named} more.</p>}
    </Dialog>
  );
}
