import type { JiraClient, ListedWebhook } from '../../jira/client.ts';
import { JiraError } from '../../jira/errors.ts';
import type { WebhookId } from '../../jira/wire.ts';
import { sendInBatches, waitUnless } from './batches.ts';
import { judge, type ActionKind, type Sent, type Verdict } from './verdicts.ts';

/** How long a confirmed deletion can still be taken back: nothing is sent before. */
export const undoMs = 6000;

export type Phase =
  | { name: 'undoable'; until: number }
  | { name: 'sending'; done: number; waitUntil?: number; stopping?: boolean }
  | { name: 'verifying' }
  | { name: 'done'; verdicts: ReadonlyMap<WebhookId, Verdict> };

/** One act of the operator on one or many webhooks, from the click to the verdict on each. */
export interface Operation {
  readonly id: number;
  readonly action: ActionKind;
  readonly connectionId: string;
  /** As they were listed when the act began. */
  readonly webhooks: readonly ListedWebhook[];
  readonly phase: Phase;
}

export interface OperationTarget {
  connectionId: string;
  jira: Pick<JiraClient, 'refreshWebhooks' | 'deleteWebhooks'>;
  /** Reads the list anew, never from a reading that began before the call. */
  readList(): Promise<ListedWebhook[]>;
}

interface Entry {
  operation: Operation;
  target: OperationTarget;
  stop: AbortController;
  sent: Map<WebhookId, Sent>;
}

export type Operations = ReturnType<typeof createOperations>;

/**
 * The operator's acts under way and just ended. They live outside the screen, so that leaving a page
 * neither stops one nor loses its verdicts.
 */
export function createOperations() {
  const entries = new Map<number, Entry>();
  const listeners = new Set<() => void>();
  let snapshot: readonly Operation[] = [];
  let lastId = 0;

  function publish(): void {
    snapshot = [...entries.values()].map(({ operation }) => operation);
    for (const listener of listeners) listener();
  }

  function enter(entry: Entry, phase: Phase): void {
    entry.operation = { ...entry.operation, phase };
    publish();
  }

  /** A second click on what is under way does nothing: an effect happens once. */
  function withoutBusy(target: OperationTarget, webhooks: readonly ListedWebhook[]) {
    const busy = new Set<WebhookId>();
    for (const { operation } of entries.values()) {
      if (operation.connectionId !== target.connectionId || operation.phase.name === 'done')
        continue;
      for (const { id } of operation.webhooks) busy.add(id);
    }
    return webhooks.filter(({ id }) => !busy.has(id));
  }

  function begin(
    action: ActionKind,
    target: OperationTarget,
    asked: readonly ListedWebhook[],
    phase: Phase,
  ): Entry | undefined {
    const webhooks = withoutBusy(target, asked);
    if (webhooks.length === 0) return undefined;
    const ids = new Set(webhooks.map(({ id }) => id));
    for (const [id, { operation }] of entries) {
      // An id names a webhook of one caller on one site only, as seen on real sites.
      if (operation.connectionId !== target.connectionId) continue;
      // A newer act on the same webhook speaks for it: the old verdict would mislead.
      if (operation.phase.name === 'done' && operation.webhooks.every((one) => ids.has(one.id))) {
        entries.delete(id);
      }
    }
    const id = ++lastId;
    const operation = { id, action, connectionId: target.connectionId, webhooks, phase };
    const entry = { operation, target, stop: new AbortController(), sent: new Map() };
    entries.set(id, entry);
    publish();
    return entry;
  }

  async function send(entry: Entry): Promise<void> {
    const { action, webhooks } = entry.operation;
    const { jira } = entry.target;
    enter(entry, { name: 'sending', done: 0 });
    entry.sent = await sendInBatches(
      webhooks.map(({ id }) => id),
      {
        send: (ids) =>
          action === 'refresh' ? jira.refreshWebhooks(ids) : jira.deleteWebhooks(ids),
        stop: entry.stop.signal,
        wait: waitUnless,
        onProgress: (progress) => {
          enter(entry, { name: 'sending', ...progress, stopping: entry.stop.signal.aborted });
        },
      },
    );
    await verify(entry);
  }

  async function verify(entry: Entry): Promise<void> {
    const { action, webhooks } = entry.operation;
    enter(entry, { name: 'verifying' });
    const list = await entry.target.readList().catch((error: unknown) => ({
      unreadable: error instanceof JiraError ? error.message : 'the console failed',
    }));
    enter(entry, { name: 'done', verdicts: judge(action, webhooks, entry.sent, list) });
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshot,

    refresh(target: OperationTarget, webhooks: readonly ListedWebhook[]): void {
      const entry = begin('refresh', target, webhooks, { name: 'sending', done: 0 });
      if (entry) void send(entry);
    },

    /** Begins the time in which {@link undo} is possible; then sends. */
    delete(target: OperationTarget, webhooks: readonly ListedWebhook[]): void {
      const until = Date.now() + undoMs;
      const entry = begin('delete', target, webhooks, { name: 'undoable', until });
      if (!entry) return;
      void waitUnless(undoMs, entry.stop.signal).then(() => {
        // Undone in the meantime: the entry is gone and nothing was sent.
        if (!entries.has(entry.operation.id)) return;
        entry.stop = new AbortController();
        void send(entry);
      });
    },

    /** Takes a deletion back while nothing was sent. */
    undo(id: number): void {
      const entry = entries.get(id);
      if (entry?.operation.phase.name !== 'undoable') return;
      entries.delete(id);
      entry.stop.abort();
      publish();
    },

    /** Sends a deletion now, without waiting for the time of undo to end. */
    sendNow(id: number): void {
      const entry = entries.get(id);
      if (entry?.operation.phase.name === 'undoable') entry.stop.abort();
    },

    /** No further batch is sent; what was sent is verified. */
    stop(id: number): void {
      const entry = entries.get(id);
      if (entry?.operation.phase.name !== 'sending') return;
      entry.stop.abort();
      enter(entry, { ...entry.operation.phase, stopping: true });
    },

    /** Reads the list once more, where it could not be read before. */
    lookAgain(id: number): void {
      const entry = entries.get(id);
      if (entry?.operation.phase.name === 'done') void verify(entry);
    },

    dismiss(id: number): void {
      const entry = entries.get(id);
      if (entry?.operation.phase.name !== 'done') return;
      entries.delete(id);
      publish();
    },
  };
}
