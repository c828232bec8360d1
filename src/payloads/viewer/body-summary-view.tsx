import styles from './body-viewer.module.css';
import type { BodySummary, Change } from './body-summary.ts';
import { visiblePieces } from './visible-characters.ts';

/** By itself: sharing the list's would cost every visit to the list one more file. */
const localTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** More changes than these would push the body itself out of sight. */
const mostInSight = 3;

interface BodySummaryViewProps {
  summary: BodySummary;
  /** The event, where whoever shows the body has said it already. */
  told: string | undefined;
}

/** What matters first. */
export function BodySummaryView({ summary, told }: BodySummaryViewProps) {
  const { event, issue, summary: title, who, when, changes, changeCount } = summary;
  const facts: [string, string | undefined][] = [
    ['Event', event === told ? undefined : event],
    ['Issue', [issue, title].filter(Boolean).join(' · ') || undefined],
    ['Who', who],
    ['When', when === undefined ? undefined : localTime.format(when)],
  ];
  return (
    <section aria-label="Summary" className={styles.summary}>
      <dl className={styles.facts}>
        {facts.map(([name, text]) =>
          text === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Visible text={text} />
              </dd>
            </div>
          ),
        )}
      </dl>
      {changes.length > mostInSight ? (
        <details className={styles.folded}>
          <summary>
            What changed: {changeCount} fields
            {changeCount > changes.length && `, of which the first ${changes.length} are here`}
          </summary>
          <Changes changes={changes} />
        </details>
      ) : (
        changes.length > 0 && <Changes changes={changes} />
      )}
    </section>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <table className={styles.changes}>
      <caption className="visually-hidden">What changed</caption>
      <thead>
        <tr>
          <th scope="col">What changed</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, from, to }, index) => (
          <tr key={index}>
            <th scope="row">
              <Visible text={field} />
            </th>
            <td>
              <Visible text={from} />
            </td>
            <td>
              <Visible text={to} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** With what cannot be seen marked by its code. */
export function Visible({ text }: { text: string }) {
  return visiblePieces(text).map(({ text, code }, index) =>
    code === undefined ? (
      <bdi key={index}>{text}</bdi>
    ) : (
      <span key={index} className={styles.mark} title={code}>
        {code.split(' ')[0]}
      </span>
    ),
  );
}
