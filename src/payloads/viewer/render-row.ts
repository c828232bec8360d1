/** Makes a row to be painted from the bytes of its line. */
import { decodeParts } from './body-bytes.ts';
import { deepestIndent, type BodyRow, type RowPart, type RowSegment } from './body-row.ts';
import { firstFrom, matchSize, type Needle } from './find-text.ts';
import { lineTokens, type Token } from './line-tokens.ts';
import {
  closeOf,
  closes,
  depthOf,
  endOf,
  folded,
  kindOf,
  nextSibling,
  opens,
  startOf,
  type LineIndex,
} from './line-index.ts';
import { codeOfByte, visiblePieces } from './visible-characters.ts';

/** What was searched for, and where it was found. */
export interface Found {
  needle: Needle;
  offsets: Uint32Array;
  /** Offset of the match that one has stepped to. */
  current: number | undefined;
}

interface Source {
  bytes: Uint8Array;
  index: LineIndex;
  found: Found | undefined;
}

/** A line of the formatted view; a folded container is one row with all that it holds. */
export function renderJsonRow(source: Source, row: number, line: number): BodyRow {
  const { bytes, index } = source;
  const kind = kindOf(index, line);
  const depth = depthOf(index, line);
  const segments = indentOf(depth);
  segments.push(...paintTokens(source, lineTokens(bytes, index, line)));
  if (!(kind & opens)) return { row, line: line + 1, depth, segments };
  if (kind & folded) {
    segments.push({ part: 'note', text: ` ${countOf(index, line)} ` });
    segments.push(...paintTokens(source, lineTokens(bytes, index, closeOf(index, line))));
  }
  return { row, line: line + 1, depth, isFolded: (kind & folded) !== 0, segments };
}

/** A line as it was received, without its line break. */
export function renderTextRow(source: Source, row: number): BodyRow {
  const { bytes, index } = source;
  const from = startOf(index, row);
  let to = endOf(index, row, bytes);
  if (to > from && bytes[to - 1] === 0x0a) to -= 1;
  if (to > from && bytes[to - 1] === 0x0d && bytes[to] === 0x0a) to -= 1;
  const segments: RowSegment[] = [];
  paintRange(source, 'text', from, to, segments);
  return { row, line: row + 1, depth: 0, segments };
}

function indentOf(depth: number): RowSegment[] {
  if (depth === 0) return [];
  const indent: RowSegment = { part: 'space', text: '  '.repeat(Math.min(depth, deepestIndent)) };
  if (depth <= deepestIndent) return [indent];
  return [indent, { part: 'note', text: `level ${depth.toLocaleString('en')} ` }];
}

function paintTokens(source: Source, tokens: readonly Token[]): RowSegment[] {
  const segments: RowSegment[] = [];
  for (const { part, from, to } of tokens) {
    paintRange(source, part, from, to, segments);
    if (part === 'punctuation' && source.bytes[from] === 0x3a) {
      segments.push({ part: 'space', text: ' ' });
    }
  }
  return segments;
}

/** Cut where something found begins or ends. */
function paintRange(
  source: Source,
  part: RowPart,
  from: number,
  to: number,
  segments: RowSegment[],
): void {
  const { bytes, found } = source;
  let at = from;
  for (const match of found === undefined ? [] : matchesIn(bytes, found, from, to)) {
    if (match.from > at) paintPlain(bytes, part, at, match.from, segments);
    const marked: RowSegment[] = [];
    at = Math.min(match.to, to);
    paintPlain(bytes, part, Math.max(match.from, from), at, marked);
    segments.push(...marked.map((segment) => ({ ...segment, found: match.as })));
  }
  if (at < to) paintPlain(bytes, part, at, to, segments);
}

function paintPlain(
  bytes: Uint8Array,
  part: RowPart,
  from: number,
  to: number,
  segments: RowSegment[],
): void {
  for (const decoded of decodeParts(bytes.subarray(from, to))) {
    if (typeof decoded === 'number') {
      segments.push({ part: 'mark', text: '\uFFFD', code: codeOfByte(decoded) });
      continue;
    }
    for (const piece of visiblePieces(decoded)) {
      const isTab = piece.text === '\t';
      segments.push(
        piece.code === undefined || isTab
          ? { part, text: piece.text }
          : { part: 'mark', text: piece.text, code: piece.code },
      );
    }
  }
}

interface Match {
  from: number;
  to: number;
  as: 'found' | 'current';
}

/** Those that touch a range; the first may have begun in the line before. */
function matchesIn(
  bytes: Uint8Array,
  { needle, offsets, current }: Found,
  from: number,
  to: number,
): Match[] {
  const matches: Match[] = [];
  for (let nth = Math.max(0, firstFrom(offsets, from) - 1); nth < offsets.length; nth++) {
    const offset = offsets[nth] ?? 0;
    if (offset >= to) break;
    const end = offset + matchSize(bytes, offset, needle);
    if (end > from) {
      matches.push({ from: offset, to: end, as: offset === current ? 'current' : 'found' });
    }
  }
  return matches;
}

/** Counted no further than this: a row is painted while somebody scrolls. */
const mostCounted = 10_000;

function countOf(index: LineIndex, line: number): string {
  let count = 0;
  for (let child = line + 1; count <= mostCounted; child = nextSibling(index, child)) {
    if (kindOf(index, child) & closes) break;
    count += 1;
  }
  if (count > mostCounted) return `… over ${mostCounted.toLocaleString('en')} values …`;
  return count === 1 ? '… 1 value …' : `… ${count.toLocaleString('en')} values …`;
}
