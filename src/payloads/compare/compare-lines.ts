/** The differences of two texts that are not JSON, line by line. */
import { DifferenceList, type Differences } from './difference.ts';

const longestShown = 160;

export function compareLines(here: string, there: string): Differences {
  const differences = new DifferenceList('line');
  if (here === there) return differences.all();
  const { from, hereTo, thereTo, linesBefore } = differingPart(here, there);
  const mine = here.slice(from, hereTo).split('\n');
  const others = there.slice(from, thereTo).split('\n');
  let [mineAt, othersAt] = [0, 0];
  for (const [mineNext, othersNext] of [
    ...anchors(mine, others),
    [mine.length, others.length] as const,
  ]) {
    addGap(mineNext, othersNext);
    [mineAt, othersAt] = [mineNext + 1, othersNext + 1];
  }
  return differences.all();

  /** What stands between two lines that both have. */
  function addGap(mineEnd: number, othersEnd: number): void {
    while (mineAt < mineEnd || othersAt < othersEnd) {
      const [line, other] = [
        mineAt < mineEnd ? mineAt++ : undefined,
        othersAt < othersEnd ? othersAt++ : undefined,
      ];
      if (line !== undefined && other !== undefined && mine[line] === others[other]) continue;
      const kind =
        line === undefined ? 'only there' : other === undefined ? 'only here' : 'different';
      differences.add(kind, () => ({
        place: `line ${linesBefore + (line ?? other ?? 0) + 1}`,
        ...(line !== undefined && { here: excerpt(mine[line] ?? '') }),
        ...(other !== undefined && { there: excerpt(others[other] ?? '') }),
      }));
    }
  }
}

/** Both without the whole lines with which they begin and end alike. */
function differingPart(here: string, there: string) {
  const shorter = Math.min(here.length, there.length);
  let same = 0;
  while (same < shorter && here.charCodeAt(same) === there.charCodeAt(same)) same += 1;
  const from = here.lastIndexOf('\n', same - 1) + 1;
  let back = 0;
  while (
    back < shorter - from &&
    here.charCodeAt(here.length - 1 - back) === there.charCodeAt(there.length - 1 - back)
  ) {
    back += 1;
  }
  // Up to the end of the last line that differs.
  const lineEnd = here.indexOf('\n', here.length - back);
  const alike = lineEnd === -1 ? 0 : here.length - lineEnd;
  let linesBefore = 0;
  for (let at = here.indexOf('\n'); at !== -1 && at < from; at = here.indexOf('\n', at + 1)) {
    linesBefore += 1;
  }
  return { from, hereTo: here.length - alike, thereTo: there.length - alike, linesBefore };
}

/**
 * Lines that stand once in each text, in the longest run that has them in the same order in both (known as
 * patience diff): found in little more than one pass, however long the texts.
 */
function anchors(
  mine: readonly string[],
  others: readonly string[],
): (readonly [number, number])[] {
  const placesThere = placesOfUnique(others);
  const common = [...placesOfUnique(mine)].flatMap(([line, place]) => {
    const there = placesThere.get(line);
    return there === undefined ? [] : [{ place, there }];
  });
  const tails: number[] = [];
  const before: number[] = [];
  for (const [nth, { there }] of common.entries()) {
    const length = firstNotBelow(tails, there, common);
    before[nth] = tails[length - 1] ?? -1;
    tails[length] = nth;
  }
  const run: (readonly [number, number])[] = [];
  for (let nth = tails.at(-1) ?? -1; nth >= 0; nth = before[nth] ?? -1) {
    const { place = 0, there = 0 } = common[nth] ?? {};
    run.push([place, there]);
  }
  return run.toReversed();
}

function placesOfUnique(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [place, line] of lines.entries()) {
    if (places.has(line)) repeated.add(line);
    places.set(line, place);
  }
  for (const line of repeated) places.delete(line);
  return places;
}

function firstNotBelow(
  tails: readonly number[],
  there: number,
  common: readonly { there: number }[],
): number {
  let [low, high] = [0, tails.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((common[tails[middle] ?? 0]?.there ?? 0) < there) low = middle + 1;
    else high = middle;
  }
  return low;
}

function excerpt(line: string): string {
  return line.length <= longestShown ? line : `${line.slice(0, longestShown)}…`;
}
