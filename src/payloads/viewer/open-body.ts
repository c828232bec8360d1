/** One opened body with all that can be asked of it. Runs in a worker; nothing here needs one. */
import { findFault } from '../../jira/json-fault.ts';
import { decodeBody, encodeBody, isText } from './body-bytes.ts';
import { curlOf } from './body-curl.ts';
import type { BodyRow } from './body-row.ts';
import { largestSummarised, summarise, type BodySummary } from './body-summary.ts';
import type { BodySource } from './body-protocol.ts';
import { findText, firstFrom, needleOf, type Matches } from './find-text.ts';
import { indexJson } from './json-lines.ts';
import { pathOf, valueRange } from './json-path.ts';
import { lineAt, none, parentOf, startOf } from './line-index.ts';
import { maskBytes } from './mask-bytes.ts';
import { renderJsonRow, renderTextRow, type Found } from './render-row.ts';
import { Rows } from './rows.ts';
import { indexText } from './text-lines.ts';

export type View = 'formatted' | 'raw';

export interface Fault {
  line: number;
  column: number;
  message: string;
}

export interface Opened {
  bytes: number;
  /** What is not JSON has no formatted view. */
  view: View;
  rows: number;
  fault?: Fault;
  /** The deepest nesting; 0 where the body is not JSON. */
  depth: number;
  /** Its summary is not read. */
  isTooLargeToSummarise: boolean;
  /** As many as a screen may show, so that they need not be asked for. */
  firstRows: BodyRow[];
}

export interface Place {
  rows: number;
  row: number;
}

export interface FoundPlace extends Place {
  /** From 1; 0 where nothing was found. */
  nth: number;
  count: number;
  isCut: boolean;
}

export class OpenBody {
  readonly opened: Opened;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #json: ReturnType<typeof indexJson>;
  #rows: Rows;
  #view: View;
  #index;
  #found: (Found & Matches) | undefined;

  /** Masked, it is another body: nothing of the one that came is kept. */
  constructor(source: BodySource, isMasked = false) {
    const bytes = typeof source === 'string' ? encodeBody(source) : source;
    this.#bytes = isMasked ? maskBytes(bytes) : bytes;
    this.#json = indexJson(this.#bytes);
    const isJson = 'index' in this.#json;
    this.#view = isJson ? 'formatted' : 'raw';
    this.#index = 'index' in this.#json ? this.#json.index : indexText(this.#bytes);
    this.#rows = new Rows(this.#index);
    const isTooLargeToSummarise = isJson && this.#bytes.length > largestSummarised;
    this.opened = {
      bytes: this.#bytes.length,
      view: this.#view,
      rows: this.#rows.count,
      ...('faultAt' in this.#json && { fault: describeFault(this.#bytes, this.#json.faultAt) }),
      depth: isJson ? deepest(this.#index) : 0,
      isTooLargeToSummarise,
      firstRows: this.rows(0, firstRows),
    };
  }

  /** Asked for by itself, since it takes longer than the first rows. */
  summary(): BodySummary | undefined {
    const { fault, isTooLargeToSummarise } = this.opened;
    return fault || isTooLargeToSummarise ? undefined : summarise(this.#text());
  }

  rows(first: number, count: number): BodyRow[] {
    const source = { bytes: this.#bytes, index: this.#index, found: this.#found };
    const last = Math.min(first + count, this.#rows.count);
    const rows: BodyRow[] = [];
    for (let row = Math.max(0, first); row < last; row++) {
      rows.push(
        this.#view === 'formatted'
          ? renderJsonRow(source, row, this.#rows.lineOf(row))
          : renderTextRow(source, row),
      );
    }
    return rows;
  }

  /** The same place of the body in the other view; a line too far away to matter stays its first byte. */
  show(view: View, row: number): Place {
    const offset = startOf(this.#index, this.#rows.lineOf(row));
    this.#view = 'index' in this.#json ? view : 'raw';
    this.#index =
      'index' in this.#json && view === 'formatted' ? this.#json.index : indexText(this.#bytes);
    this.#rows = new Rows(this.#index);
    if (this.#view === 'formatted') this.#rows.foldTo(Infinity);
    return this.#placeOf(lineAt(this.#index, offset));
  }

  fold(row: number, isFolded: boolean): Place {
    const line = this.#rows.lineOf(row);
    this.#rows.fold(line, isFolded);
    return this.#placeOf(line);
  }

  foldTo(level: number, row: number): Place {
    const line = this.#rows.lineOf(row);
    this.#rows.foldTo(level);
    return this.#placeOf(line);
  }

  /** Where a line of the formatted view is seen. */
  reveal(line: number): Place {
    if (this.#view === 'raw') this.show('formatted', 0);
    this.#rows.reveal(line);
    return this.#placeOf(line);
  }

  /** Where the container around a row begins; the row itself at the top. */
  parent(row: number): Place {
    const parent = parentOf(this.#index, this.#rows.lineOf(row));
    return { rows: this.#rows.count, row: parent === none ? row : this.#rows.rowOf(parent) };
  }

  /** The first match from a row on; none clears what was found before. */
  find(text: string, row: number): FoundPlace {
    const needle = needleOf(text);
    const matches = findText(this.#bytes, needle);
    this.#found = text === '' ? undefined : { needle, current: undefined, ...matches };
    const from = firstFrom(matches.offsets, startOf(this.#index, this.#rows.lineOf(row)));
    return this.match(from === matches.offsets.length ? 1 : from + 1, row);
  }

  /** The nth match, counted from 1 and round both ends. */
  match(nth: number, row: number): FoundPlace {
    const count = this.#found?.offsets.length ?? 0;
    const isCut = this.#found?.isCut ?? false;
    if (this.#found === undefined || count === 0) {
      return { rows: this.#rows.count, row, nth: 0, count, isCut };
    }
    const place = (((nth - 1) % count) + count) % count;
    const offset = this.#found.offsets[place] ?? 0;
    this.#found.current = offset;
    const line = lineAt(this.#index, offset);
    this.#rows.reveal(line);
    return { ...this.#placeOf(line), nth: place + 1, count, isCut };
  }

  path(row: number): string {
    return this.#view === 'formatted'
      ? pathOf(this.#bytes, this.#index, this.#rows.lineOf(row))
      : '$';
  }

  /** The path as far as it can be read at a glance: of a long one its end. */
  shortPath(row: number): string {
    const path = this.path(row);
    return path.length <= longestShown ? path : `…${path.slice(-longestShown)}`;
  }

  /** Of the value that begins or ends in a row; of a row as received, its line. */
  value(row: number): string {
    const line = this.#rows.lineOf(row);
    if (this.#view === 'formatted') {
      const { from, to } = valueRange(this.#bytes, this.#index, line);
      return decodeBody(this.#bytes.subarray(from, to));
    }
    return this.rows(row, 1)
      .flatMap(({ segments }) => segments.map(({ text }) => text))
      .join('');
  }

  whole(): string {
    return this.#text();
  }

  /** Whether a text holds the body exactly; else some of its bytes are no characters. */
  isText(): boolean {
    return isText(this.#bytes);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice();
  }

  curl(fileName: string): string {
    return curlOf(this.#bytes, fileName);
  }

  #text(): string {
    return decodeBody(this.#bytes);
  }

  #placeOf(line: number): Place {
    return { rows: this.#rows.count, row: this.#rows.rowOf(line) };
  }
}

const longestShown = 200;
const firstRows = 60;

function deepest({ depth, count }: { depth: Uint32Array; count: number }): number {
  let most = 0;
  for (let line = 0; line < count; line++) most = Math.max(most, depth[line] ?? 0);
  return most;
}

/** Past this the words of the fault would take longer to find than the fault. */
const largestExplained = 5_000_000;

function describeFault(bytes: Uint8Array, faultAt: number): Fault {
  if (bytes.length <= largestExplained) {
    const fault = findFault(decodeBody(bytes));
    if (fault) return { line: fault.line, column: fault.column, message: fault.message };
  }
  const before = bytes.subarray(0, faultAt);
  const lineStart = before.lastIndexOf(0x0a) + 1;
  let line = 1;
  for (const byte of before) if (byte === 0x0a) line += 1;
  const column = decodeBody(before.subarray(lineStart)).length + 1;
  return { line, column, message: 'from here on the text is no longer JSON.' };
}
