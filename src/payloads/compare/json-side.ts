/**
 * One of two bodies that are compared, read by the lines of its formatted view. It is JSON, so what stands
 * where needs no checking.
 */
import { decodeBody } from '../viewer/body-bytes.ts';
import { hasMark, isSpace } from '../viewer/json-lines.ts';
import {
  closeOf,
  closes,
  inside,
  keyed,
  kindOf,
  nextSibling,
  none,
  opens,
  startOf,
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
  /** Its first byte. */
  from: number;
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
    let from = this.#pastSpace(
      startOf(this.#index, line) + (line === 0 && hasMark(this.#bytes) ? 3 : 0),
    );
    if (kindOf(this.#index, line) & keyed) {
      const colon = this.#pastSpace(this.#endOfText(from));
      from = this.#pastSpace(colon + 1);
    }
    const type = typeAt(this.#bytes[from]);
    const isContainer = type === 'object' || type === 'array';
    return { type, line, from, opening: isContainer ? this.#openingOf(line) : none };
  }

  /** The lines where its members or items begin. */
  inside({ opening }: Value): number[] {
    const lines: number[] = [];
    if (opening === none) return lines;
    for (let line = opening + 1; !(kindOf(this.#index, line) & closes);) {
      lines.push(line);
      line = nextSibling(this.#index, line);
    }
    return lines;
  }

  /** Of a member, with its quotation marks, as written. */
  name(line: number): string {
    const from = startOf(this.#index, line);
    return decodeBody(this.#bytes.subarray(from, this.#endOfText(from)));
  }

  /** As written. */
  bytes(value: Value): Uint8Array {
    return this.#bytes.subarray(value.from, this.#endOf(value));
  }

  /** How a value begins, as written. */
  excerpt(value: Value): string {
    const bytes = this.bytes(value);
    const text = decodeBody(bytes.subarray(0, longestShown * 3));
    const isCut = text.length > longestShown || bytes.length > longestShown * 3;
    return isCut ? `${text.slice(0, longestShown)}…` : text;
  }

  /** Not the first line where a name is long; none where the brackets are empty. */
  #openingOf(line: number): number {
    for (let at = line; ; at++) {
      if (kindOf(this.#index, at) & opens) return at;
      if (at + 1 >= this.#index.count || !(kindOf(this.#index, at + 1) & inside)) return none;
    }
  }

  #endOf({ type, from, opening }: Value): number {
    if (opening !== none) return startOf(this.#index, closeOf(this.#index, opening)) + 1;
    if (type === 'text') return this.#endOfText(from);
    if (type === 'object' || type === 'array') return this.#pastSpace(from + 1) + 1;
    let at = from;
    while (at < this.#bytes.length && !endsScalar(this.#bytes[at])) at += 1;
    return at;
  }

  #endOfText(from: number): number {
    let at = from + 1;
    while (at < this.#bytes.length && this.#bytes[at] !== 0x22) {
      at += this.#bytes[at] === 0x5c ? 2 : 1;
    }
    return at + 1;
  }

  #pastSpace(from: number): number {
    let at = from;
    while (isSpace(this.#bytes[at])) at += 1;
    return at;
  }
}

function endsScalar(byte: number | undefined): boolean {
  return isSpace(byte) || byte === 0x2c || byte === 0x5d || byte === 0x7d;
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
