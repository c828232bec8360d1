import type { ListedWebhook } from '../../jira/client.ts';
import type { JiraError } from '../../jira/errors.ts';
import type { WebhookId } from '../../jira/wire.ts';

export type ActionKind = 'refresh' | 'delete';

/** What Jira said to the batch that an id travelled in. Its success says nothing about the one id. */
export type Sent =
  | { kind: 'answered' }
  | { kind: 'failed'; error: JiraError }
  | { kind: 'not-sent'; because: string };

/** What became of one webhook, by the list that was read afterwards. */
export type Verdict =
  | { kind: 'renewed'; until: number | undefined }
  | { kind: 'unchanged'; expiresAt: number | undefined; because: string }
  | { kind: 'gone' }
  | { kind: 'deleted' }
  | { kind: 'still-there'; because: string }
  | { kind: 'not-sent'; because: string }
  | { kind: 'refused'; because: string }
  | { kind: 'unknown'; because: string };

export interface Evidence {
  before: ListedWebhook;
  /** The webhook in the list read afterwards; undefined where it is no longer in it. */
  after: ListedWebhook | undefined;
  sent: Sent;
}

/** The truth about one id: the list decides, the answer to the batch only explains. */
export function verdict(action: ActionKind, evidence: Evidence): Verdict {
  const { after, sent } = evidence;
  if (after === undefined) {
    return action === 'delete' && sent.kind !== 'not-sent' ? { kind: 'deleted' } : { kind: 'gone' };
  }
  if (sent.kind === 'not-sent') return sent;
  return action === 'delete'
    ? {
        kind: 'still-there',
        because: reason(sent, 'Jira accepted the request, yet still lists it.'),
      }
    : refreshVerdict(evidence.before, after, sent);
}

function refreshVerdict(before: ListedWebhook, after: ListedWebhook, sent: Sent): Verdict {
  const moved = (after.expirationDate ?? 0) > (before.expirationDate ?? 0);
  // A lost answer may stand for a success: what counts is that the date moved.
  if (moved || (after.expirationDate === undefined && sent.kind === 'answered')) {
    return { kind: 'renewed', until: after.expirationDate };
  }
  return {
    kind: 'unchanged',
    expiresAt: after.expirationDate,
    because: reason(sent, 'Jira accepted the request, yet its date did not move.'),
  };
}

/** What can be said where the list could not be read again. */
export function verdictUnseen(sent: Sent, listError: string): Verdict {
  if (sent.kind === 'not-sent') return sent;
  if (sent.kind === 'failed' && !sent.error.effectUnknown) {
    return { kind: 'refused', because: sent.error.message };
  }
  return { kind: 'unknown', because: `The list could not be read again: ${listError}` };
}

function reason(sent: Sent, answered: string): string {
  return sent.kind === 'failed' ? sent.error.message : answered;
}

/** All verdicts of an action, in the order the webhooks were given. */
export function judge(
  action: ActionKind,
  before: readonly ListedWebhook[],
  sent: ReadonlyMap<WebhookId, Sent>,
  after: readonly ListedWebhook[] | { unreadable: string },
): Map<WebhookId, Verdict> {
  const unread: Sent = { kind: 'not-sent', because: 'It was not sent.' };
  const sentFor = (id: WebhookId) => sent.get(id) ?? unread;
  if ('unreadable' in after) {
    return new Map(before.map(({ id }) => [id, verdictUnseen(sentFor(id), after.unreadable)]));
  }
  const listed = new Map(after.map((webhook) => [webhook.id, webhook]));
  return new Map(
    before.map((webhook) => [
      webhook.id,
      verdict(action, {
        before: webhook,
        after: listed.get(webhook.id),
        sent: sentFor(webhook.id),
      }),
    ]),
  );
}
