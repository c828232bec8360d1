/** The differences of two bodies that are JSON, without recursion: they may nest as deep as they are long. */
import { decodeBody } from '../viewer/body-bytes.ts';
import { none } from '../viewer/line-index.ts';
import { DifferenceList, type Difference, type Differences } from './difference.ts';
import type { JsonSide, Value } from './json-side.ts';
import { pairItems, pairMembers, type Pair } from './pairs.ts';

interface Step {
  around: Step | undefined;
  text: string;
}

interface Task {
  here: number;
  there: number;
  at: Step | undefined;
}

/**
 * Where only the shape is asked for, a value of the same type is the same, and so are lists of which one
 * goes on longer: in a sample no value is like that of a real delivery.
 */
export function compareJson(here: JsonSide, there: JsonSide, shapeOnly: boolean): Differences {
  const differences = new DifferenceList('value');
  const tasks: Task[] = [{ here: 0, there: 0, at: undefined }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const { here: mine, there: others, at } = task;
    if (mine === none) {
      differences.add('only there', () => describe(at, undefined, there.value(others)));
      continue;
    }
    const value = here.value(mine);
    if (others === none) {
      differences.add('only here', () => describe(at, value, undefined));
      continue;
    }
    const other = there.value(others);
    if (value.type !== other.type) {
      differences.add('other type', () => describe(at, value, other));
    } else if (value.type === 'object' || value.type === 'array') {
      if (!areAlike(value, other)) push(at, pairsOf(value, other));
    } else if (!shapeOnly && !isSame(value, other)) {
      differences.add('different', () => describe(at, value, other));
    }
  }
  return differences.all();

  /** The last first, since the last is taken first. */
  function push(around: Step | undefined, pairs: readonly Pair[]): void {
    for (const { here: mine, there: others, step } of pairs.toReversed()) {
      tasks.push({ here: mine, there: others, at: { around, text: step } });
    }
  }

  function pairsOf(value: Value, other: Value): Pair[] {
    if (value.type === 'object') return pairMembers(here, value, there, other);
    return pairItems(here, value, there, other, shapeOnly);
  }

  function areAlike({ opening: mine }: Value, { opening: others }: Value): boolean {
    if (mine === none || others === none) return mine === others;
    const { hashes } = here;
    const { hashes: otherHashes } = there;
    return (
      hashes.one[mine] === otherHashes.one[others] && hashes.two[mine] === otherHashes.two[others]
    );
  }

  /** Texts by what they stand for; numbers as written, digit by digit. */
  function isSame(value: Value, other: Value): boolean {
    const [bytes, otherBytes] = [here.bytes(value), there.bytes(other)];
    if (areEqual(bytes, otherBytes)) return true;
    const hasEscape = bytes.includes(backslash) || otherBytes.includes(backslash);
    if (value.type !== 'text' || !hasEscape) return false;
    return JSON.parse(decodeBody(bytes)) === JSON.parse(decodeBody(otherBytes));
  }

  function describe(
    at: Step | undefined,
    value: Value | undefined,
    other: Value | undefined,
  ): Omit<Difference, 'kind'> {
    return {
      place: placeOf(at),
      ...(value && { here: here.excerpt(value), line: value.line }),
      ...(other && { there: there.excerpt(other) }),
    };
  }
}

const backslash = 0x5c;

function areEqual(bytes: Uint8Array, others: Uint8Array): boolean {
  if (bytes.length !== others.length) return false;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== others[at]) return false;
  return true;
}

const longestPlace = 200;

/** From its end, and no more of it than is shown: a path may have a million steps. */
function placeOf(at: Step | undefined): string {
  let place = '';
  for (let step = at; step !== undefined; step = step.around) {
    place = step.text + place;
    if (place.length > longestPlace) return `…${place.slice(-longestPlace)}`;
  }
  return `$${place}`;
}
