import { findEvent } from '../../jira/events.ts';
import { loadSample } from '../samples.ts';
import { useMasking } from '../viewer/use-masking.ts';
import { pastedKey, sampleKey } from './other-keys.ts';
import styles from './body-comparison.module.css';
import { ComparisonResult } from './comparison-result.tsx';
import { OtherChoice } from './other-choice.tsx';

export interface OtherBody {
  /** Stands for it in an address. */
  key: string;
  label: string;
  load: () => Promise<string | Uint8Array>;
}

/** What somebody has chosen; it outlives the body, which may be masked or followed by the next one. */
export interface ComparisonChoice {
  /** The key of the other body; the first one's where it is none of those. */
  other: string;
  text?: { whole: string; nth: number };
  shapeOnly?: boolean;
}

interface BodyComparisonProps {
  body: string | Uint8Array;
  /** What the body is, as in the viewer. */
  name: string;
  /** Its catalogue sample can be compared with. */
  event: string | undefined;
  others?: readonly OtherBody[] | undefined;
  choice: ComparisonChoice;
  onChoose: (choice: ComparisonChoice) => void;
  /** Shows a line of the body's formatted view. */
  onGoTo: (line: number) => void;
}

/** What is missing, new or different in another body: one that the caller has, a sample, or a pasted one. */
export function BodyComparison(props: BodyComparisonProps) {
  const { body, name, event, others = [], choice, onChoose, onGoTo } = props;
  const [isMasked] = useMasking();
  const sample = event === undefined ? undefined : sampleOf(event);
  const choices = sample ? [...others, sample] : others;
  const other =
    choice.other === pastedKey
      ? undefined
      : (choices.find(({ key }) => key === choice.other) ?? choices[0]);
  // Values always differ from those of a sample.
  const isSample = sample !== undefined && other === sample;
  const shapeOnly = choice.shapeOnly ?? isSample;
  const { text } = choice;

  return (
    <section aria-label={`Comparison of: ${name}`} className={styles.comparison}>
      <OtherChoice
        choices={choices}
        chosen={other?.key ?? pastedKey}
        onChoose={(key) => onChoose({ ...choice, other: key })}
        onPaste={(whole) =>
          onChoose({ ...choice, other: pastedKey, text: { whole, nth: (text?.nth ?? 0) + 1 } })
        }
      />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={shapeOnly}
          onChange={({ target }) => onChoose({ ...choice, shapeOnly: target.checked })}
        />
        Only what differs in shape: missing, new, or of another type
      </label>
      {isMasked && (
        <p className={styles.note}>
          Both are masked, each by itself: “Person 1” here need not be “Person 1” there.
        </p>
      )}
      {(other ?? text) && (
        <ComparisonResult
          body={body}
          otherKey={other?.key ?? `pasted ${text?.nth}`}
          load={other?.load ?? (() => text?.whole ?? '')}
          {...{ isMasked, shapeOnly, onGoTo }}
        />
      )}
    </section>
  );
}

function sampleOf(event: string): OtherBody | undefined {
  if (findEvent(event) === undefined) return undefined;
  return { key: sampleKey, label: `Sample of ${event}`, load: () => loadSample(event) };
}
