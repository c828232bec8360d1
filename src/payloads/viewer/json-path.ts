/** Where a line stands in the body, and which bytes its value takes. */
import { decodeBody } from './body-bytes.ts';
import { lineTokens } from './line-tokens.ts';
import {
  closeOf,
  closes,
  endOf,
  firstPiece,
  isArray,
  kindOf,
  keyed,
  nextSibling,
  none,
  opens,
  parentOf,
  startOf,
  type LineIndex,
} from './line-index.ts';

/** As in JSONPath (RFC 9535): `$.issue.fields["due date"][3]`. A name is written as the body writes it. */
export function pathOf(bytes: Uint8Array, index: LineIndex, line: number): string {
  const steps: string[] = [];
  for (let at = containerOf(index, line); at !== none;) {
    const parent = parentOf(index, at);
    if (parent !== none) steps.push(stepTo(bytes, index, parent, at));
    at = parent;
  }
  return `$${steps.toReversed().join('')}`;
}

/** A closing line speaks of what it closes. */
function containerOf(index: LineIndex, line: number): number {
  if (!(kindOf(index, line) & closes)) return line;
  const parent = parentOf(index, line);
  let member = parent === none ? 0 : parent + 1;
  for (;;) {
    const next = nextSibling(index, member);
    if (next > line) return openingLine(index, member);
    member = next;
  }
}

/** The line of a member that opens its container: not the first where its name is long. */
function openingLine(index: LineIndex, member: number): number {
  let line = member;
  while (!(kindOf(index, line) & opens)) line += 1;
  return line;
}

function stepTo(bytes: Uint8Array, index: LineIndex, parent: number, line: number): string {
  const first = firstPiece(index, line);
  if (!(kindOf(index, parent) & isArray)) return nameStep(nameOf(bytes, index, first));
  let place = 0;
  for (let member = parent + 1; member < first; member = nextSibling(index, member)) place += 1;
  return `[${place}]`;
}

export function nameStep(name: string): string {
  return /^"[A-Za-z_$][\w$]*"$/.test(name) ? `.${name.slice(1, -1)}` : `[${name}]`;
}

/** With its quotation marks. */
function nameOf(bytes: Uint8Array, index: LineIndex, first: number): string {
  let name = '';
  for (let line = first; line < index.count; line++) {
    if (line > first && !(kindOf(index, line) & keyed)) break;
    const [token] = lineTokens(bytes, index, line);
    if (token?.part !== 'key') break;
    name += decodeBody(bytes.subarray(token.from, token.to));
    if (token.to < endOf(index, line, bytes)) break;
  }
  return name;
}

export interface ByteRange {
  from: number;
  to: number;
}

/** Exactly as received, with the space that it holds. */
export function valueRange(bytes: Uint8Array, index: LineIndex, line: number): ByteRange {
  const first = firstPiece(index, containerOf(index, line));
  const last = lastLineOf(index, first);
  if (kindOf(index, last) & closes) {
    const opening = lineTokens(bytes, index, openingLine(index, first)).findLast(isBracket(bytes));
    return { from: opening?.from ?? 0, to: startOf(index, last) + 1 };
  }
  const [from = 0] = valueTokens(bytes, index, first, last).map(({ from }) => from);
  const to = valueTokens(bytes, index, first, last).at(-1)?.to ?? from;
  return { from, to };
}

function lastLineOf(index: LineIndex, first: number): number {
  let line = first;
  const next = nextSibling(index, first);
  if (next - 1 > first) line = next - 1;
  return kindOf(index, line) & opens ? closeOf(index, line) : line;
}

const isBracket = (bytes: Uint8Array) => (token: { from: number }) =>
  bytes[token.from] === 0x5b || bytes[token.from] === 0x7b;

/** Neither the name and its colon, nor the comma after the value. */
function valueTokens(bytes: Uint8Array, index: LineIndex, first: number, last: number) {
  const tokens = [];
  for (let line = first; line <= last; line++) tokens.push(...lineTokens(bytes, index, line));
  return tokens.filter(
    ({ part, from }) =>
      part !== 'key' && part !== 'mark' && !(part === 'punctuation' && isSeparator(bytes[from])),
  );
}

const isSeparator = (byte: number | undefined) => byte === 0x2c || byte === 0x3a;
