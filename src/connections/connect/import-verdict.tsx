import { Banner } from '../../ui/banner.tsx';
import type { ImportOutcome } from './connect-client.ts';
import styles from './connect.module.css';

const count = (number: number) => number.toLocaleString('en');

/** What became of a file: how many were added, and why each of the others was not. */
export function ImportVerdict({ name, outcome }: { name: string; outcome: ImportOutcome }) {
  const { added, refused, refusedCount, fault } = outcome;
  const untold = refusedCount - refused.length;
  return (
    <>
      {fault !== undefined && (
        <Banner tone="danger" title={`${name} was not read to its end`}>
          <p>{fault}</p>
        </Banner>
      )}
      <p>
        {name}: <b>{count(added)}</b> added, <b>{count(refusedCount)}</b> refused.
        {added + refusedCount === 0 && fault === undefined && ' The file has no lines.'}
      </p>
      {refused.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach it
        <div className={styles.refused} role="region" aria-label="Refused lines" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Why it was refused</th>
              </tr>
            </thead>
            <tbody>
              {refused.map(({ line, reason }) => (
                <tr key={line}>
                  <td>{count(line)}</td>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {untold > 0 && <p>And {count(untold)} more. Mend these, and send the file again.</p>}
    </>
  );
}
