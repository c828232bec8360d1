import { RotateCw } from 'lucide-react';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './body-comparison.module.css';
import type { Differences } from './difference.ts';
import { DifferenceTable } from './difference-table.tsx';
import { useComparison } from './use-comparison.ts';
import { countOf } from './words.ts';

interface ComparisonResultProps {
  body: string | Uint8Array;
  otherKey: string;
  load: () => string | Uint8Array | Promise<string | Uint8Array>;
  isMasked: boolean;
  shapeOnly: boolean;
  onGoTo: (line: number) => void;
}

export function ComparisonResult({ onGoTo, ...wanted }: ComparisonResultProps) {
  const { state, tryAgain } = useComparison(wanted);
  if (state.is === 'failed') {
    return (
      <Banner
        tone="danger"
        title="The bodies could not be compared"
        actions={
          <Button icon={<RotateCw size={16} aria-hidden />} onClick={tryAgain}>
            Try again
          </Button>
        }
      >
        <p>{state.message}</p>
      </Banner>
    );
  }
  const differences = state.is === 'done' ? state.differences : undefined;
  return (
    <>
      <p role="status" className={styles.summary}>
        {differences ? summaryOf(differences, wanted.shapeOnly) : 'Comparing…'}
      </p>
      {differences && differences.list.length > 0 && (
        <DifferenceTable differences={differences} onGoTo={onGoTo} />
      )}
    </>
  );
}

function summaryOf(differences: Differences, shapeOnly: boolean): string {
  const found = countOf(differences);
  if (differences.by === 'line') {
    return `${found === '' ? 'Both are the same' : found}. Not both are JSON, so they are compared line by line.`;
  }
  if (found !== '') return found;
  return shapeOnly ? 'Both have the same shape.' : 'Both say the same.';
}
