/** A file of failures is handed in by parts that one call may hold. */

/** Fewer than a call may hold, so that each part is soon kept and the progress can be seen. */
const linesAtOnce = 5000;
const bytesAtOnce = 16 * 1024 * 1024;

export interface FilePart {
  /** Bytes of the file, `to` not included. */
  from: number;
  to: number;
  /** How many lines of the file lie before this part. */
  linesBefore: number;
}

const newline = 10;

/** Parts of NDJSON that end where a line ends. A line that is longer than a part is one by itself. */
export async function* cutLines(
  chunks: AsyncIterable<Uint8Array>,
  { lines = linesAtOnce, bytes = bytesAtOnce } = {},
): AsyncGenerator<FilePart> {
  let offset = 0;
  let from = 0;
  let linesBefore = 0;
  let count = 0;
  let lineEnd = 0;
  for await (const chunk of chunks) {
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
      const end = offset + at + 1;
      // The line that just ended would make the part too large: the part ends before it.
      if (end - from > bytes && lineEnd > from) {
        yield { from, to: lineEnd, linesBefore };
        linesBefore += count;
        from = lineEnd;
        count = 0;
      }
      lineEnd = end;
      count++;
      if (count < lines) continue;
      yield { from, to: end, linesBefore };
      linesBefore += count;
      from = end;
      count = 0;
    }
    offset += chunk.length;
  }
  if (offset > from) yield { from, to: offset, linesBefore };
}
