/** One line of NDJSON, or what is wrong with it as a whole. */
export interface Line {
  /** From 1, empty lines included, as an editor counts them. */
  number: number;
  text: string | undefined;
  /** It was longer than may be held: then there is no text. */
  isTooLong: boolean;
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
 * Line by line, so that no more than one line is held, and of one longer than `most` bytes nothing. `text` is undefined where the bytes are not UTF-8:
 * replaced, they would not be what came.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<Line, void, undefined> {
  let number = 0;
  let held: Uint8Array[] = [];
  let length = 0;
  const hold = (part: Uint8Array) => {
    length += part.byteLength;
    if (length <= most) held.push(part);
    else held = [];
  };
  const line = (): Line => {
    const isTooLong = length > most;
    const text = isTooLong ? undefined : decode(held);
    held = [];
    length = 0;
    return { number: ++number, text, isTooLong };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(lineFeed, start);
      if (end < 0) break;
      hold(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    if (start < chunk.byteLength) hold(chunk.subarray(start));
  }
  if (length > 0) yield line();
}

export function decode(chunks: readonly Uint8Array[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}
