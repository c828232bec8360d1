/** The tokens of one line of the formatted view, as ranges of bytes; the space between tokens is left out. */
import { hasMark, isSpace } from './json-lines.ts';
import { endOf, inside, isText, keyed, kindOf, startOf, type LineIndex } from './line-index.ts';

export type TokenPart = 'key' | 'text' | 'number' | 'word' | 'punctuation' | 'mark';

export interface Token {
  part: TokenPart;
  from: number;
  to: number;
}

export function lineTokens(bytes: Uint8Array, index: LineIndex, line: number): Token[] {
  const kind = kindOf(index, line);
  const end = endOf(index, line, bytes);
  const tokens: Token[] = [];
  let at = startOf(index, line);
  const add = (part: TokenPart, to: number) => {
    tokens.push({ part, from: at, to });
    at = to;
  };
  if (line === 0 && hasMark(bytes)) add('mark', 3);
  let isName = (kind & keyed) !== 0;
  if (kind & inside) {
    if (kind & isText) add(isName ? 'key' : 'text', endOfText(bytes, at, end));
    else add('number', endOfScalar(bytes, at, end));
  }
  for (;;) {
    while (at < end && isSpace(bytes[at])) at++;
    if (at >= end) return tokens;
    const byte = bytes[at] as number;
    if (byte === 0x22) add(isName ? 'key' : 'text', endOfText(bytes, at + 1, end));
    else if (isPunctuation(byte)) {
      add('punctuation', at + 1);
      if (byte === 0x3a) isName = false;
    } else add(isLetter(byte) ? 'word' : 'number', endOfScalar(bytes, at, end));
  }
}

/** Past the quotation mark, or the end of the line where the text goes on in the next. */
function endOfText(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] === 0x5c) at++;
    else if (bytes[at] === 0x22) return at + 1;
  }
  return end;
}

function endOfScalar(bytes: Uint8Array, start: number, end: number): number {
  let at = start + 1;
  while (at < end && !isSpace(bytes[at]) && !isPunctuation(bytes[at] as number)) at++;
  return at;
}

function isPunctuation(byte: number): boolean {
  switch (byte) {
    case 0x2c:
    case 0x3a:
    case 0x5b:
    case 0x5d:
    case 0x7b:
    case 0x7d:
      return true;
    default:
      return false;
  }
}

const isLetter = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;
