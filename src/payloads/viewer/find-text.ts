/**
 * Search in the bytes as they are: what is written as an escape is found as that escape. Letters match in
 * either case, character by character.
 */
import { encodeBody } from './body-bytes.ts';

/** For each character of what is sought, the ways to write it. */
export type Needle = readonly (readonly Uint8Array[])[];

/** More than anybody steps through; a letter may occur millions of times. */
export const mostMatches = 500_000;

export function needleOf(text: string): Needle {
  return Array.from(text, (character) => {
    const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
    return [...cases].filter((one) => Array.from(one).length === 1).map(encodeBody);
  });
}

export interface Matches {
  /** The offset of each match, ascending; none overlaps another. */
  offsets: Uint32Array;
  /** There are more than those. */
  isCut: boolean;
}

export function findText(bytes: Uint8Array, needle: Needle): Matches {
  const offsets = new OffsetList();
  const { shortest, steps } = stepsOf(needle);
  if (shortest === 0) return { offsets: offsets.list(), isCut: false };
  for (let last = shortest - 1; last < bytes.length;) {
    // A byte that none of the first ones can be: whatever begins before it does not match.
    const step = steps[bytes[last] as number] as number;
    const size = step > 0 ? 0 : matchSize(bytes, last - shortest + 1, needle);
    if (size === 0) {
      last += Math.max(1, step);
      continue;
    }
    if (offsets.length === mostMatches) return { offsets: offsets.list(), isCut: true };
    offsets.push(last - shortest + 1);
    last += size;
  }
  return { offsets: offsets.list(), isCut: false };
}

/**
 * How far to go on from a byte at the end of the window (Horspool): so far that the byte may stand under
 * one like it. Only where each character takes equally many bytes in either case is its place known.
 */
function stepsOf(needle: Needle): { shortest: number; steps: Uint8Array } {
  const sizes = needle.map((ways) => Math.min(...ways.map(({ length }) => length)));
  const shortest = Math.min(
    longestWindow,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const steps = new Uint8Array(256).fill(shortest);
  let at = 0;
  for (const [nth, ways] of needle.entries()) {
    if (ways.some(({ length }) => length !== sizes[nth]))
      return { shortest: Math.min(shortest, 1), steps: new Uint8Array(256) };
    for (const way of ways) {
      way.forEach((byte, index) => {
        if (at + index < shortest) steps[byte] = shortest - 1 - at - index;
      });
    }
    at += sizes[nth] ?? 0;
  }
  return { shortest, steps };
}

/** Of a longer needle only the beginning is sought; the rest is compared where that is found. */
const longestWindow = 64;

/** Bytes that match from here, or 0. */
export function matchSize(bytes: Uint8Array, start: number, needle: Needle): number {
  let at = start;
  for (const ways of needle) {
    const way = ways.find((way) => isHere(bytes, at, way));
    if (way === undefined) return 0;
    at += way.length;
  }
  return at - start;
}

function isHere(bytes: Uint8Array, at: number, way: Uint8Array): boolean {
  for (let index = 0; index < way.length; index++) {
    if (bytes[at + index] !== way[index]) return false;
  }
  return true;
}

/** The first place in an ascending list that is not below a value. */
export function firstFrom(list: Uint32Array, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

class OffsetList {
  length = 0;
  #offsets = new Uint32Array(256);

  push(offset: number): void {
    if (this.length === this.#offsets.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    this.#offsets[this.length++] = offset;
  }

  list(): Uint32Array {
    return this.#offsets.subarray(0, this.length);
  }
}
