import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';

export interface PackedBody {
  /** Compressed. */
  bytes: Uint8Array;
  /** Of the text as UTF-8, before compression. */
  size: number;
  sha256: string;
}

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Compressed off the main thread: a body may have 25 MB. */
export async function packBody(text: string): Promise<PackedBody> {
  const plain = Buffer.from(encodable(text));
  const sha256 = createHash('sha256').update(plain).digest('hex');
  return { bytes: await deflate(plain), size: plain.byteLength, sha256 };
}

/** The very bytes that were packed. */
export async function unpackBody(bytes: Uint8Array): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(await inflate(bytes));
}

/**
 * UTF-8 has no lone surrogates, so no payload was ever sent with one. Where the wrapping around it put
 * one in, its JSON escape says the same and loses nothing.
 */
function encodable(text: string): string {
  if (text.isWellFormed()) return text;
  return text.replaceAll(
    /\p{Surrogate}/gu,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
