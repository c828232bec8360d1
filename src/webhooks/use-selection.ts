import { useMemo, useRef } from 'react';
import type { ListedWebhook } from '../jira/client.ts';
import type { WebhookId } from '../jira/wire.ts';
import { formatSelection, parseSelection } from './selection.ts';

/** The selection as the address holds it, over the whole list; acting on all means all that is shown. */
export function useSelection(
  webhooks: readonly ListedWebhook[],
  shown: readonly ListedWebhook[],
  text: string,
  onChange: (change: { selected: string }) => void,
) {
  const ids = useMemo(() => webhooks.map(({ id }) => id), [webhooks]);
  const selected = useMemo(() => parseSelection(text, ids), [text, ids]);
  const chosen = useMemo(() => webhooks.filter(({ id }) => selected.has(id)), [webhooks, selected]);
  const hidden = useMemo(
    () => chosen.length - shown.filter(({ id }) => selected.has(id)).length,
    [chosen, shown, selected],
  );
  /** Where a range began: the last row that was clicked by itself. */
  const anchor = useRef<WebhookId>(undefined);

  function change(some: readonly ListedWebhook[], checked: boolean): void {
    const next = new Set(selected);
    for (const { id } of some) {
      if (checked) next.add(id);
      else next.delete(id);
    }
    onChange({ selected: formatSelection(next, ids) });
  }

  return {
    selected,
    webhooks: chosen,
    hidden,
    toggle(webhook: ListedWebhook, checked: boolean, toHere: boolean): void {
      const from = toHere ? shown.findIndex(({ id }) => id === anchor.current) : -1;
      const to = shown.indexOf(webhook);
      anchor.current = webhook.id;
      if (from === -1) change([webhook], checked);
      else change(shown.slice(Math.min(from, to), Math.max(from, to) + 1), checked);
    },
    toggleAll: (checked: boolean) => change(shown, checked),
  };
}
