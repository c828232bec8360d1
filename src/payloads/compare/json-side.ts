/** One of two bodies that are compared, read by the lines of its formatted view. */
import { decodeBody } from '../viewer/body-bytes.ts';
import { nameOf, valueRange } from '../viewer/json-path.ts';
import {
  closes,
  inside,
  isArray,
  keyed,
  kindOf,
  nextSibling,
  none,
  opens,
  type LineIndex,
} from '../viewer/line-index.ts';
import { hashValues, type ValueHashes } from './value-hashes.ts';

export type ValueType = 'object' | 'array' | 'text' | 'number' | 'boolean' | 'null';

export interface Value {
  type: ValueType;
  /** Where its member or item begins. */
  line: number;
  /** The line that opens it; `none` where it holds nothing. */
  opening: number;
}

const longestShown = 160;

export class JsonSide {
  readonly hashes: ValueHashes;
  readonly #bytes: Uint8Array;
  readonly #index: LineIndex;

  constructor(bytes: Uint8Array, index: LineIndex, seed: Uint32Array) {
    this.#bytes = bytes;
    this.#index = index;
    this.hashes = hashValues(bytes, index, seed);
  }

  /** What stands at the line where a member or item begins. */
  value(line: number): Value {
    const opening = this.#openingOf(line);
    if (opening !== none) {
      const isList = (kindOf(this.#index, opening) & isArray) !== 0;
      return { type: isList ? 'array' : 'object', line, opening };
    }
    const { from } = valueRange(this.#bytes, this.#index, line);
    return { type: typeAt(this.#bytes[from]), line, opening };
  }

  /** The lines where its members or items begin. */
  *inside({ opening }: Value): Generator<number> {
    if (opening === none) return;
    for (let line = opening + 1; !(kindOf(this.#index, line) & closes);) {
      yield line;
      line = nextSibling(this.#index, line);
    }
  }

  /** With its quotation marks, as written. */
  name(line: number): string {
    return nameOf(this.#bytes, this.#index, line);
  }

  isNamed(line: number): boolean {
    return (kindOf(this.#index, line) & keyed) !== 0;
  }

  /** A value without parts, as written. */
  text({ line }: Value): string {
    const { from, to } = valueRange(this.#bytes, this.#index, line);
    return decodeBody(this.#bytes.subarray(from, to));
  }

  /** How a value begins, as written. */
  excerpt({ line }: Value): string {
    const { from, to } = valueRange(this.#bytes, this.#index, line);
    const text = decodeBody(this.#bytes.subarray(from, Math.min(to, from + longestShown * 3)));
    const isCut = text.length > longestShown || to > from + longestShown * 3;
    return isCut ? `${text.slice(0, longestShown)}…` : text;
  }

  #openingOf(line: number): number {
    for (let at = line; ; at++) {
      if (kindOf(this.#index, at) & opens) return at;
      if (at + 1 >= this.#index.count || !(kindOf(this.#index, at + 1) & inside)) return none;
    }
  }
}

function typeAt(byte: number | undefined): ValueType {
  switch (byte) {
    case 0x7b:
      return 'object';
    case 0x5b:
      return 'array';
    case 0x22:
      return 'text';
    case 0x74:
    case 0x66:
      return 'boolean';
    case 0x6e:
      return 'null';
    default:
      return 'number';
  }
}
