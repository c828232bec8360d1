/** One line of NDJSON, or what is wrong with it as a whole. */
export interface Line {
  /** From 1, empty lines included, as an editor counts them. */
  number: number;
  text: string | undefined;
}

const lineFeed = 0x0a;

/** More came than may come in one call. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** The chunks as they come, and `TooLong` past `most` bytes. */
export async function* boundedChunks(
  body: ReadableStream<Uint8Array>,
  most: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > most) throw new TooLong();
    yield chunk;
  }
}

/**
 * Line by line, so that no more than one line is held. `text` is undefined where the bytes are not UTF-8:
 * replaced, they would not be what came.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Line, void, undefined> {
  let number = 0;
  let held: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(lineFeed, start);
      if (end < 0) break;
      held.push(chunk.subarray(start, end));
      yield { number: ++number, text: decode(held) };
      held = [];
      start = end + 1;
    }
    if (start < chunk.byteLength) held.push(chunk.subarray(start));
  }
  if (held.length > 0) yield { number: ++number, text: decode(held) };
}

export function decode(chunks: readonly Uint8Array[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}
