import type { RegistrationVerdict } from './try-registrations.ts';
import { verdictKinds, type VerdictKind } from './verdict-kinds.ts';

export interface VerdictGroup {
  kind: VerdictKind;
  /** How many there are, shown or not. */
  count: number;
  shown: RegistrationVerdict[];
}

/** By verdict, what would be sent first; of all together the first `most`, and only of `kind` where one is asked for. */
export function groupVerdicts(
  verdicts: readonly RegistrationVerdict[],
  kind: VerdictKind | undefined,
  most: number,
): VerdictGroup[] {
  const byKind = Object.groupBy(verdicts, kindOf);
  let room = most;
  return verdictKinds
    .filter((each) => kind === undefined || each === kind)
    .map((each) => {
      const all = byKind[each] ?? [];
      const shown = all.slice(0, room);
      room -= shown.length;
      return { kind: each, count: all.length, shown };
    })
    .filter(({ count }) => count > 0);
}

export function countVerdicts(
  verdicts: readonly RegistrationVerdict[],
): Record<VerdictKind, number> {
  const counts = { sent: 0, unknown: 0, 'not-sent': 0 };
  for (const verdict of verdicts) counts[kindOf(verdict)]++;
  return counts;
}

function kindOf({ verdict }: RegistrationVerdict): VerdictKind {
  if (verdict === 'unknown') return verdict;
  return verdict ? 'sent' : 'not-sent';
}
