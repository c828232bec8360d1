/** What the command line says: one line for each registration, so that it can be searched and compared. */
import type { ListedWebhook } from '../../jira/client.ts';
import type { JiraError } from '../../jira/errors.ts';
import type { Outcome, Verdict } from '../../jira/registrations/apply.ts';
import type { Plan, PlannedEntry } from '../../jira/registrations/plan.ts';
import { visibleText } from '../../jira/visible-text.ts';

type Shown = Pick<ListedWebhook, 'url' | 'events' | 'jqlFilter'>;

export function planLines({ entries, extra }: Plan): string[] {
  return [
    ...entries.map((planned) => line(planned.kind, idOf(planned), planned.entry, noteOf(planned))),
    ...extra.map((webhook) => line('extra', webhook.id, webhook, 'in Jira, not in the file')),
  ];
}

export function outcomeLines(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ entry, verdict }) =>
    line(verdict.kind, idOfVerdict(verdict), entry, reasonOf(verdict)),
  );
}

/** "3 present, 1 add": in the order of their first appearance. */
export function summary(kinds: readonly string[]): string {
  const groups = [...Map.groupBy(kinds, (kind) => kind)];
  return groups.map(([kind, all]) => `${all.length} ${kind}`).join(', ') || 'No registrations';
}

function line(kind: string, id: number | undefined, shown: Shown, note: string): string {
  const [first = 'no event', ...more] = shown.events;
  const events = more.length > 0 ? `${first} +${more.length}` : first;
  const parts = [shown.url ?? 'unknown URL', events, shown.jqlFilter || 'no JQL filter'];
  const name = `${kind.padEnd(9)} ${(id === undefined ? '-' : `#${id}`).padEnd(7)}`;
  return visibleText(`${name} ${parts.join('  ')}${note ? `  (${note})` : ''}`);
}

function idOf(planned: PlannedEntry): number | undefined {
  return planned.kind === 'add' ? undefined : planned.webhook.id;
}

function noteOf(planned: PlannedEntry): string {
  if (planned.kind === 'differs') return planned.differences.join(' ');
  return planned.kind === 'present' && planned.expired ? 'expired: refresh it' : '';
}

function idOfVerdict(verdict: Verdict): number | undefined {
  switch (verdict.kind) {
    case 'created':
    case 'present':
      return verdict.id;
    case 'replaced':
      return verdict.newId;
    default:
      return undefined;
  }
}

function reasonOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'created':
    case 'present':
      return '';
    case 'replaced':
      return `in place of #${verdict.oldId}`;
    case 'refused':
      return verdict.messages.join(' ');
    case 'unknown':
    case 'not-sent':
      return verdict.why;
  }
}

/** What went wrong on the way, and what to do about it. */
export function problemText(error: JiraError, consoleUrl: string): string {
  const said = error.messages.length > 0 ? ` (${error.messages.join(' ')})` : '';
  switch (error.kind) {
    case 'unreachable':
      return error.status === undefined
        ? `The console at ${consoleUrl} can’t be reached. Start it with npm start, or say where it runs with --console URL.`
        : `The console runs, but Jira can’t be reached. Try again later.${said}`;
    case 'unauthenticated':
      return `Jira does not accept the credentials of the connection. Renew them, or give the app its scopes.${said}`;
    case 'signed-out':
      return `The console asks who you are: set CONSOLE_TOKEN to a token for the webhooks of this connection.${said}`;
    case 'not-usable':
      return `The connection can’t be used now: see its settings in the console.${said}`;
    case 'forbidden':
      return `Jira refuses this caller: only Connect and OAuth 2.0 apps may see webhooks.${said}`;
    case 'rate-limited':
      return `Jira asks to wait. Try again later.${said}`;
    case 'timeout':
      return `Jira did not answer in time. Try again later.${said}`;
    case 'broken-off':
    case 'garbled':
      return `The answer makes no sense. See that a console runs at ${consoleUrl}.${said}`;
    case 'not-found':
      return `There is no such address. See that a console runs at ${consoleUrl}.${said}`;
    case 'invalid':
    case 'refused':
    case 'unavailable':
      return `Jira or the console answered ${error.status ?? 'with a fault'}. Try again later.${said}`;
  }
}
