/**
 * A number for what each container holds, so that two equal ones are passed over without going into them:
 * bodies of one event are alike for the most part. Spaces between tokens don't count; the order of names
 * does, so that unequal numbers only mean that one has to look.
 */
import {
  closes,
  endOf,
  inside,
  isArray,
  isText,
  kindOf,
  none,
  opens,
  parentOf,
  startOf,
  type LineIndex,
} from '../viewer/line-index.ts';

export interface ValueHashes {
  /** By the line that opens the container. Together 64 bits. */
  one: Uint32Array;
  two: Uint32Array;
}

/** Not to be known beforehand, so that nobody makes two bodies that seem equal. */
export function newSeed(): Uint32Array {
  return crypto.getRandomValues(new Uint32Array(2));
}

export function hashValues(bytes: Uint8Array, index: LineIndex, seed: Uint32Array): ValueHashes {
  const one = new Uint32Array(index.count);
  const two = new Uint32Array(index.count);
  const [seedOne = 0, seedTwo = 0] = seed;
  const open: number[] = [];
  const own = { one: 0, two: 0 };
  for (let line = 0; line < index.count; line++) {
    const kind = kindOf(index, line);
    const around = parentOf(index, line);
    if (kind & closes) {
      const closed = open.pop() ?? line;
      own.one = one[closed] ?? 0;
      own.two = two[closed] ?? 0;
    } else {
      own.one = seedOne;
      own.two = seedTwo;
      hashLine(bytes, index, line, own);
    }
    if (around !== none) {
      one[around] = mixOne(one[around] ?? 0, own.one);
      two[around] = mixTwo(two[around] ?? 0, own.two);
    }
    if (kind & opens) {
      one[line] = seedOne ^ (kind & isArray);
      two[line] = seedTwo ^ (kind & isArray);
      open.push(line);
    }
  }
  return { one, two };
}

/** All but the space between tokens, and the commas. */
function hashLine(bytes: Uint8Array, index: LineIndex, line: number, hash: Hash): void {
  const kind = kindOf(index, line);
  const end = endOf(index, line, bytes);
  let { one, two } = hash;
  let isInText = (kind & inside) !== 0 && (kind & isText) !== 0;
  for (let at = startOf(index, line); at < end; at++) {
    const byte = bytes[at] as number;
    if (!isInText && (byte <= 0x20 || byte === 0x2c)) continue;
    if (byte === 0x22) isInText = !isInText;
    one = mixOne(one, byte);
    two = mixTwo(two, byte);
    if (byte === 0x5c && at + 1 < end) {
      at += 1;
      one = mixOne(one, bytes[at] as number);
      two = mixTwo(two, bytes[at] as number);
    }
  }
  hash.one = one;
  hash.two = two;
}

interface Hash {
  one: number;
  two: number;
}

/** FNV-1a, and the mixing step of MurmurHash2. */
const mixOne = (hash: number, value: number) => Math.imul(hash ^ value, 0x01000193);
function mixTwo(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x5bd1e995);
  return mixed ^ (mixed >>> 15);
}
