import { PartFailure } from '../ui/part-failure.tsx';

export function SampleFailure() {
  return <PartFailure title="The sample could not be loaded" />;
}
