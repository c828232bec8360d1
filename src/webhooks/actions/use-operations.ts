import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { JiraClient } from '../../jira/client.ts';
import { consoleClient } from '../../jira/console-client.ts';
import type { WebhookId } from '../../jira/wire.ts';
import { readListAnew } from '../read-list-anew.ts';
import { createOperations, type Operation, type OperationTarget } from './operations.ts';
import type { ActionKind, Verdict } from './verdicts.ts';

/** One for the page: the acts go on wherever the operator looks. */
export const operations = createOperations();

// Whatever page is open: the tab asks before it is closed on a deletion not yet sent, or an act not yet verified.
const askFirst = (event: BeforeUnloadEvent) => event.preventDefault();
operations.subscribe(() => {
  const isUnfinished = operations.snapshot().some(({ phase }) => phase.name !== 'done');
  if (isUnfinished) window.addEventListener('beforeunload', askFirst);
  else window.removeEventListener('beforeunload', askFirst);
});

/** The acts on one connection's webhooks, oldest first. */
export function useOperations(connectionId: string): readonly Operation[] {
  const all = useSyncExternalStore(operations.subscribe, operations.snapshot);
  return useMemo(() => all.filter((one) => one.connectionId === connectionId), [all, connectionId]);
}

/** Where acts on this connection go, and how the list is read again after them. */
export function useOperationTarget(connectionId: string): OperationTarget & { jira: JiraClient } {
  const queryClient = useQueryClient();
  return useMemo(
    () => ({
      connectionId,
      jira: consoleClient(connectionId).jira,
      readList: () => readListAnew(queryClient, connectionId),
    }),
    [connectionId, queryClient],
  );
}

/** What an act means for one row. */
export type RowActivity =
  | { state: 'undoable' | 'busy'; action: ActionKind }
  | { state: 'done'; action: ActionKind; verdict: Verdict };

const doing = {
  refresh: {
    undoable: { state: 'undoable', action: 'refresh' },
    busy: { state: 'busy', action: 'refresh' },
  },
  delete: {
    undoable: { state: 'undoable', action: 'delete' },
    busy: { state: 'busy', action: 'delete' },
  },
} as const satisfies Record<ActionKind, Record<string, RowActivity>>;

/** By id, the newest act that touches it. */
export function rowActivities(all: readonly Operation[]): Map<WebhookId, RowActivity> {
  const activities = new Map<WebhookId, RowActivity>();
  for (const { action, phase, webhooks } of all) {
    if (phase.name === 'done') {
      for (const [id, verdict] of phase.verdicts) {
        activities.set(id, { state: 'done', action, verdict });
      }
    } else {
      const shared = doing[action][phase.name === 'undoable' ? 'undoable' : 'busy'];
      for (const { id } of webhooks) activities.set(id, shared);
    }
  }
  return activities;
}
