import { Visible } from '../viewer/body-summary-view.tsx';
import styles from './body-comparison.module.css';
import type { Difference, Differences } from './difference.ts';
import { captionOf, kindWords } from './words.ts';

interface DifferenceTableProps {
  differences: Differences;
  onGoTo: (line: number) => void;
}

export function DifferenceTable({ differences, onGoTo }: DifferenceTableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
    <div className={styles.scroller} role="region" tabIndex={0} aria-label="Differences">
      <table className={styles.table}>
        <caption>{captionOf(differences)}</caption>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What</th>
            <th scope="col">Here</th>
            <th scope="col">There</th>
          </tr>
        </thead>
        <tbody>
          {differences.list.map((difference, index) => (
            <DifferenceRow key={index} {...difference} onGoTo={onGoTo} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DifferenceRow({
  kind,
  place,
  line,
  here,
  there,
  onGoTo,
}: Difference & Pick<DifferenceTableProps, 'onGoTo'>) {
  return (
    <tr>
      <th scope="row">
        {line === undefined ? (
          <Visible text={place} />
        ) : (
          <button type="button" className={styles.place} onClick={() => onGoTo(line)}>
            <Visible text={place} />
          </button>
        )}
      </th>
      <td data-kind={kind}>{kindWords[kind]}</td>
      <td>
        {here === undefined ? (
          <None />
        ) : (
          <code>
            <Visible text={here} />
          </code>
        )}
      </td>
      <td>
        {there === undefined ? (
          <None />
        ) : (
          <code>
            <Visible text={there} />
          </code>
        )}
      </td>
    </tr>
  );
}

function None() {
  return <span className={styles.note}>nothing</span>;
}
