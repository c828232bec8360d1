import { formatLocal, formatLocalShort } from '../../ui/instants.ts';
import type { Operation } from './operations.ts';
import type { ActionKind, Verdict } from './verdicts.ts';

export type VerdictTone = 'good' | 'bad' | 'unsure';

/** What became of one webhook, as far as a row has room for it. */
export function verdictLabel(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'renewed':
      return verdict.until === undefined
        ? 'Renewed'
        : `Renewed until ${formatLocalShort(verdict.until)}`;
    case 'unchanged':
      return 'Not renewed';
    case 'gone':
      return 'Jira no longer knows it';
    case 'deleted':
      return 'Deleted';
    case 'still-there':
      return 'Still there';
    case 'not-sent':
      return 'Not sent';
    case 'refused':
      return 'Refused';
    case 'unknown':
      return 'Unknown';
  }
}

/** The same with its reason. */
export function verdictWords(verdict: Verdict): string {
  const label = verdictLabel(verdict);
  if (!('because' in verdict)) return label;
  const still =
    verdict.kind === 'unchanged' && verdict.expiresAt !== undefined
      ? `, still until ${formatLocal(verdict.expiresAt)}`
      : '';
  return `${label}${still}${verdict.kind === 'unknown' ? '.' : ':'} ${verdict.because}`;
}

export function verdictTone(verdict: Verdict): VerdictTone {
  switch (verdict.kind) {
    case 'renewed':
    case 'deleted':
      return 'good';
    case 'gone':
    case 'unknown':
      return 'unsure';
    default:
      return 'bad';
  }
}

/** "webhook 10012", "37 webhooks". */
export function webhooksWords(webhooks: readonly { id: number }[]): string {
  const [first] = webhooks;
  return webhooks.length === 1 && first ? `webhook ${first.id}` : `${webhooks.length} webhooks`;
}

const doing: Record<ActionKind, string> = { refresh: 'Refreshing', delete: 'Deleting' };

/** What an act is doing, or how it ended: "Refreshed 12 of 14 webhooks". */
export function operationTitle({ action, webhooks, phase }: Operation): string {
  const what = webhooksWords(webhooks);
  switch (phase.name) {
    case 'undoable':
    case 'sending':
      return `${doing[action]} ${what}`;
    case 'verifying':
      return `Reading the list again to see what became of ${what}`;
    case 'done': {
      const good = [...phase.verdicts.values()].filter((one) => verdictTone(one) === 'good').length;
      const [only] = phase.verdicts.values();
      if (webhooks.length === 1 && only) return `Webhook ${webhooks[0]?.id}: ${verdictWords(only)}`;
      const done = action === 'refresh' ? 'Refreshed' : 'Deleted';
      return good === webhooks.length ? `${done} ${what}` : `${done} ${good} of ${what}`;
    }
  }
}
