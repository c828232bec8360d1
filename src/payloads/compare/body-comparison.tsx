import { useState } from 'react';
import { findEvent } from '../../jira/events.ts';
import { loadSample } from '../samples.ts';
import { useMasking } from '../viewer/use-masking.ts';
import styles from './body-comparison.module.css';
import { ComparisonResult } from './comparison-result.tsx';
import { OtherChoice } from './other-choice.tsx';

export interface OtherBody {
  label: string;
  load: () => Promise<string | Uint8Array>;
}

interface BodyComparisonProps {
  body: string | Uint8Array;
  /** What the body is, as in the viewer. */
  name: string;
  /** Its catalogue sample can be compared with. */
  event: string | undefined;
  others?: readonly OtherBody[] | undefined;
  /** Shows a line of the body's formatted view. */
  onGoTo: (line: number) => void;
}

/** What is missing, new or different in another body: one that the caller has, a sample, or a pasted one. */
export function BodyComparison({ body, name, event, others = [], onGoTo }: BodyComparisonProps) {
  const [isMasked] = useMasking();
  const [chosen, setChosen] = useState<string>();
  const [pasted, setPasted] = useState<{ text: string; nth: number }>();
  const [wantsShape, setWantsShape] = useState<boolean>();
  const sample = event === undefined ? undefined : sampleOf(event);
  const choices = sample ? [...others, sample] : others;
  const other =
    choices.find(({ label }) => label === chosen) ??
    (chosen === undefined ? choices[0] : undefined);
  // Values always differ from those of a sample.
  const shapeOnly = wantsShape ?? other?.label === sample?.label;

  return (
    <section aria-label={`Comparison of: ${name}`} className={styles.comparison}>
      <OtherChoice
        choices={choices.map(({ label }) => label)}
        chosen={other?.label}
        onChoose={(label) => {
          setChosen(label ?? '');
          setPasted(undefined);
        }}
        onPaste={(text) => setPasted({ text, nth: (pasted?.nth ?? 0) + 1 })}
      />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={shapeOnly}
          onChange={({ target }) => setWantsShape(target.checked)}
        />
        Only what differs in shape: missing, new, or of another type
      </label>
      {isMasked && (
        <p className={styles.note}>
          Both are masked, each by itself: “Person 1” here need not be “Person 1” there.
        </p>
      )}
      {(other ?? pasted) && (
        <ComparisonResult
          body={body}
          otherKey={other?.label ?? `pasted ${pasted?.nth}`}
          load={other?.load ?? (() => pasted?.text ?? '')}
          {...{ isMasked, shapeOnly, onGoTo }}
        />
      )}
    </section>
  );
}

function sampleOf(event: string): OtherBody | undefined {
  if (findEvent(event) === undefined) return undefined;
  return { label: `Sample of ${event}`, load: () => loadSample(event) };
}
