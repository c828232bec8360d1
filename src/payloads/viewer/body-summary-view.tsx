import styles from './body-viewer.module.css';
import type { BodySummary, Change } from './body-summary.ts';
import { visiblePieces } from './visible-characters.ts';

/** By itself: sharing the list's would cost every visit to the list one more file. */
const localTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** What matters first. */
export function BodySummaryView({ summary }: { summary: BodySummary }) {
  const { event, issue, summary: title, who, when, changes, changeCount } = summary;
  const facts: [string, string | undefined][] = [
    ['Event', event],
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
      {changes.length > 0 && <Changes changes={changes} count={changeCount} />}
    </section>
  );
}

function Changes({ changes, count }: { changes: readonly Change[]; count: number }) {
  return (
    <table className={styles.changes}>
      <caption>
        What changed{count > changes.length && `: the first ${changes.length} of ${count}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
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
