/**
 * Where each shown line begins in the bytes of a body. Every byte belongs to exactly one line: nothing is
 * copied, and what stands between two starts, put together, is the body again.
 */
export interface LineIndex {
  count: number;
  /** Byte offset of each line; the first is 0. */
  start: Uint32Array;
  depth: Uint32Array;
  /** The flags below. */
  kind: Uint8Array;
  /**
   * Of a line that opens a container: the line that closes it. Of every other line: the line that opens the
   * container around it, `none` at the top.
   */
  match: Uint32Array;
}

/** It begins at, or inside, the name of a member. */
export const keyed = 1;
/** It goes on inside a text or number that was too long for one line. */
export const inside = 2;
export const opens = 4;
export const closes = 8;
/** With `opens`, the container is an array; with `inside`, what goes on is a text. */
export const isArray = 16;
export const isText = 32;
export const folded = 64;

export const none = 0xffffffff;

/** A text longer than so many bytes goes on in a line of its own. */
export const pieceLength = 160;

/** Grows as lines come: how many there will be is known only at the end. */
export class LineBuilder implements LineIndex {
  count = 0;
  start: Uint32Array;
  depth: Uint32Array;
  kind: Uint8Array;
  match: Uint32Array;

  constructor(capacity: number) {
    this.start = new Uint32Array(capacity);
    this.depth = new Uint32Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.match = new Uint32Array(capacity);
  }

  push(start: number, depth: number, kind: number, match: number): void {
    if (this.count === this.start.length) this.#grow();
    const line = this.count++;
    this.start[line] = start;
    this.depth[line] = depth;
    this.kind[line] = kind;
    this.match[line] = match;
  }

  #grow(): void {
    const capacity = this.start.length * 2;
    const grown = new LineBuilder(capacity);
    grown.start.set(this.start);
    grown.depth.set(this.depth);
    grown.kind.set(this.kind);
    grown.match.set(this.match);
    ({ start: this.start, depth: this.depth, kind: this.kind, match: this.match } = grown);
  }
}

export const startOf = ({ start }: LineIndex, line: number): number => start[line] ?? 0;
export const kindOf = ({ kind }: LineIndex, line: number): number => kind[line] ?? 0;
export const depthOf = ({ depth }: LineIndex, line: number): number => depth[line] ?? 0;

/** Where the bytes of a line end: at the next one. */
export function endOf(index: LineIndex, line: number, bytes: Uint8Array): number {
  return line + 1 < index.count ? startOf(index, line + 1) : bytes.length;
}

export const closeOf = ({ match }: LineIndex, line: number): number => match[line] ?? none;

/** The line that opens the container around a line, or `none`. */
export function parentOf(index: LineIndex, line: number): number {
  const own = index.match[line] ?? none;
  return kindOf(index, line) & opens ? (index.match[own] ?? none) : own;
}

/** The line that holds an offset. */
export function lineAt(index: LineIndex, offset: number): number {
  let low = 0;
  let high = index.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (startOf(index, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The line where the next member of the same container begins, or where the container is closed. */
export function nextSibling(index: LineIndex, line: number): number {
  let next = line;
  for (;;) {
    // The last piece of a long name may itself open a container.
    if (kindOf(index, next) & opens) return closeOf(index, next) + 1;
    next += 1;
    if (next >= index.count || !(kindOf(index, next) & inside)) return next;
  }
}

/** Where the member begins whose text goes on in a line. */
export function firstPiece(index: LineIndex, line: number): number {
  let first = line;
  while (first > 0 && kindOf(index, first) & inside) first -= 1;
  return first;
}
