/**
 * Finds whether bytes are JSON (RFC 8259) and where the lines of its formatted view begin, in one pass and
 * without recursion: a body may nest as deep as it is long. Neither the formatted text nor a tree of values
 * is ever made.
 */
import {
  closes,
  inside,
  isArray,
  isText,
  keyed,
  LineBuilder,
  none,
  opens,
  pieceLength,
  type LineIndex,
} from './line-index.ts';

export type JsonLines = { index: LineIndex } | { faultAt: number };

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;

export function indexJson(bytes: Uint8Array): JsonLines {
  const scan = new Scan(bytes);
  const isJson = scan.run();
  return isJson ? { index: scan.lines } : { faultAt: scan.at };
}

class Scan {
  at: number;
  readonly lines: LineBuilder;
  readonly #bytes: Uint8Array;
  #depth = 0;
  /** The line that opened the innermost container. */
  #within = none;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.at = hasMark(bytes) ? 3 : 0;
    this.lines = new LineBuilder(Math.max(64, bytes.length >>> 4));
  }

  run(): boolean {
    this.#space();
    if (!this.#value(0, false)) return false;
    while (this.#within !== none) {
      if (!this.#member()) return false;
    }
    this.#space();
    return this.at === this.#bytes.length;
  }

  /** What may come inside a container after one of its values: the next one, or its end. */
  #member(): boolean {
    this.#space();
    const byte = this.#bytes[this.at];
    const isFirst = this.lines.count - 1 === this.#within;
    const inArray = ((this.lines.kind[this.#within] ?? 0) & isArray) !== 0;
    if (byte === (inArray ? 0x5d : 0x7d) && !isFirst) return this.#close();
    if (!isFirst) {
      if (byte !== comma) return false;
      this.at++;
      this.#space();
    }
    return inArray ? this.#value(this.at, false) : this.#named();
  }

  #close(): boolean {
    const opened = this.#within;
    this.#depth--;
    this.#within = this.lines.match[opened] ?? none;
    this.lines.match[opened] = this.lines.count;
    this.lines.push(this.at, this.#depth, closes, this.#within);
    this.at++;
    return true;
  }

  #named(): boolean {
    if (this.#bytes[this.at] !== quote) return false;
    this.lines.push(this.at, this.#depth, keyed, this.#within);
    if (!this.#text(keyed)) return false;
    this.#space();
    if (this.#bytes[this.at] !== colon) return false;
    this.at++;
    this.#space();
    return this.#value(this.at, true);
  }

  /** On the line of its name where it has one, else on a line of its own from `start`. */
  #value(start: number, hasName: boolean): boolean {
    if (!hasName) this.lines.push(start, this.#depth, 0, this.#within);
    switch (this.#bytes[this.at]) {
      case 0x5b:
        return this.#open(0x5d, opens | isArray);
      case 0x7b:
        return this.#open(0x7d, opens);
      case quote:
        return this.#text(0);
      case 0x74:
        return this.#word('true');
      case 0x66:
        return this.#word('false');
      case 0x6e:
        return this.#word('null');
      default:
        return this.#number();
    }
  }

  #open(end: number, kind: number): boolean {
    this.at++;
    this.#space();
    if (this.#bytes[this.at] === end) {
      this.at++;
      return true;
    }
    const line = this.lines.count - 1;
    this.lines.kind[line] = (this.lines.kind[line] ?? 0) | kind;
    // Until it is closed, the line points outwards: that chain is the stack.
    this.lines.match[line] = this.#within;
    this.#within = line;
    this.#depth++;
    return true;
  }

  #text(kind: number): boolean {
    const bytes = this.#bytes;
    const { length } = bytes;
    let at = this.at + 1;
    let cutAt = this.at + pieceLength;
    for (; at < length; at++) {
      const byte = bytes[at] as number;
      if (at >= cutAt && isBoundary(byte, at - cutAt) && byte !== quote) {
        this.lines.push(at, this.#depth, inside | isText | kind, this.#within);
        cutAt = at + pieceLength;
      }
      if (byte === quote) {
        this.at = at + 1;
        return true;
      }
      if (byte === backslash) {
        const size = escapeSize(bytes, at);
        if (size === 0) break;
        at += size - 1;
      } else if (byte < 0x20) break;
    }
    this.at = at;
    return false;
  }

  #word(word: string): boolean {
    for (let index = 0; index < word.length; index++) {
      if (this.#bytes[this.at + index] !== word.charCodeAt(index)) return false;
    }
    this.at += word.length;
    return true;
  }

  #number(): boolean {
    const start = this.at;
    if (this.#bytes[this.at] === 0x2d) this.at++;
    if (this.#bytes[this.at] === 0x30) this.at++;
    else if (!this.#digits()) return false;
    if (this.#bytes[this.at] === 0x2e) {
      this.at++;
      if (!this.#digits()) return false;
    }
    if (((this.#bytes[this.at] ?? 0) | 0x20) === 0x65) {
      this.at++;
      const sign = this.#bytes[this.at];
      if (sign === 0x2b || sign === 0x2d) this.at++;
      if (!this.#digits()) return false;
    }
    for (let cut = start + pieceLength; cut < this.at; cut += pieceLength) {
      this.lines.push(cut, this.#depth, inside, this.#within);
    }
    return true;
  }

  #digits(): boolean {
    const start = this.at;
    while (isDigit(this.#bytes[this.at])) this.at++;
    return this.at > start;
  }

  #space(): void {
    const bytes = this.#bytes;
    let { at } = this;
    while (isSpace(bytes[at])) at++;
    this.at = at;
  }
}

/** A byte order mark before the text, which parsers may ignore (RFC 8259, section 8.1). */
export function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Whether a line may be cut before a byte: never inside a character of UTF-8, where it is UTF-8. */
export function isBoundary(byte: number, beyond: number): boolean {
  return (byte & 0xc0) !== 0x80 || beyond > 3;
}

/** Bytes of the escape that begins here, or 0 where it is none. */
function escapeSize(bytes: Uint8Array, at: number): number {
  switch (bytes[at + 1]) {
    case quote:
    case backslash:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return 2;
    case 0x75:
      for (let index = at + 2; index < at + 6; index++) {
        if (!isHex(bytes[index])) return 0;
      }
      return 6;
    default:
      return 0;
  }
}

function isHex(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}
