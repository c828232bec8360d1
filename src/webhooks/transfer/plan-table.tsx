import type { Outcome, Verdict } from '../../jira/registrations/apply.ts';
import type { Plan, PlannedEntry } from '../../jira/registrations/plan.ts';
import { Lozenge, type Tone } from '../../ui/tag.tsx';
import styles from './import.module.css';

interface PlanTableProps {
  /** The file's name. */
  name: string;
  plan: Plan;
  outcomes: readonly Outcome[] | undefined;
}

/** What the file would change, one line an entry; once applied, what became of each. */
export function PlanTable({ name, plan: { entries, extra }, outcomes }: PlanTableProps) {
  return (
    <section aria-label="Plan" className={styles.plan}>
      <h2>{name}</h2>
      <p role="status" className={styles.counts}>
        {summaryOf(entries)}
        {extra.length > 0 && ` ${extra.length} in Jira are not in the file, and stay as they are.`}
      </p>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{outcomes ? 'Verdict' : 'Plan'}</th>
              <th scope="col">Filter</th>
              <th scope="col">Events</th>
              <th scope="col">URL</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((planned, index) => {
              const { entry } = planned;
              const { tone, label, detail } = outcomes?.[index]
                ? verdictCell(outcomes[index].verdict)
                : planCell(planned);
              return (
                // oxlint-disable-next-line react/no-array-index-key -- an entry is known by its place in the file
                <tr key={index}>
                  <td>
                    <Lozenge tone={tone}>{label}</Lozenge>
                    {detail !== '' && <p className={styles.detail}>{detail}</p>}
                  </td>
                  <td>
                    <code>{entry.jqlFilter || 'no JQL'}</code>
                    <p className={styles.detail}>{narrowing(entry)}</p>
                  </td>
                  <td>{entry.events.join(', ')}</td>
                  <td>{entry.url}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function summaryOf(entries: readonly PlannedEntry[]): string {
  const count = (kind: PlannedEntry['kind']) => entries.filter((one) => one.kind === kind).length;
  return `${count('add')} to register, ${count('present')} already there, ${count('differs')} ${count('differs') === 1 ? 'differs' : 'differ'}.`;
}

interface Cell {
  tone: Tone;
  label: string;
  detail: string;
}

function planCell(planned: PlannedEntry): Cell {
  switch (planned.kind) {
    case 'add':
      return { tone: 'information', label: 'Register', detail: '' };
    case 'present':
      return {
        tone: planned.expired ? 'warning' : 'success',
        label: planned.expired ? 'There, expired' : 'Already there',
        detail: `Webhook ${planned.webhook.id}`,
      };
    case 'differs':
      return {
        tone: 'warning',
        label: 'Differs',
        detail: `From webhook ${planned.webhook.id}. ${planned.differences.join(' ')}`,
      };
  }
}

function verdictCell(verdict: Verdict): Cell {
  switch (verdict.kind) {
    case 'created':
      return { tone: 'success', label: 'Registered', detail: `Webhook ${verdict.id}` };
    case 'present':
      return { tone: 'success', label: 'Already there', detail: `Webhook ${verdict.id}` };
    case 'replaced':
      return {
        tone: 'success',
        label: 'Replaced',
        detail: `Webhook ${verdict.newId} in place of ${verdict.oldId}`,
      };
    case 'refused':
      return { tone: 'danger', label: 'Refused', detail: verdict.messages.join(' ') };
    case 'unknown':
      return { tone: 'warning', label: 'Unknown', detail: verdict.why };
    case 'not-sent':
      return { tone: 'neutral', label: 'Not sent', detail: verdict.why };
  }
}

function narrowing({ fieldIdsFilter, issuePropertyKeysFilter }: PlannedEntry['entry']): string {
  return [
    fieldIdsFilter && `fields ${fieldIdsFilter.join(', ')}`,
    issuePropertyKeysFilter && `properties ${issuePropertyKeysFilter.join(', ')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
