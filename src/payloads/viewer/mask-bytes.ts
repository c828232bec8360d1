import { maskPersonalData } from '../../jira/personal-data/mask.ts';
import { decodeParts, encodeBody } from './body-bytes.ts';

/** The bytes of a body with stand-ins for personal data; what is no character stays the bytes that it was. */
export function maskBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = decodeParts(bytes)
    .map((part) => (typeof part === 'number' ? unitOf(part) : withoutHalfPairs(part)))
    .join('');
  const masked = maskPersonalData(text);
  return masked.isWellFormed() ? encodeBody(masked) : bytesOf(masked);
}

/** A text has room for bytes that are no characters among the halves of surrogate pairs. */
const unitOf = (byte: number) => String.fromCharCode(0xdc00 + byte);

/** Half a pair that was in the body goes the same way, as the three bytes that it took. */
function withoutHalfPairs(text: string): string {
  if (text.isWellFormed()) return text;
  return text.replaceAll(/\p{Surrogate}/gu, (half) =>
    Array.from(encodeBody(half), unitOf).join(''),
  );
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(text.length * 3);
  let written = 0;
  let start = 0;
  for (const { index } of text.matchAll(/\p{Surrogate}/gu)) {
    written += encoder.encodeInto(text.slice(start, index), bytes.subarray(written)).written;
    bytes[written++] = text.charCodeAt(index) - 0xdc00;
    start = index + 1;
  }
  written += encoder.encodeInto(text.slice(start), bytes.subarray(written)).written;
  return bytes.slice(0, written);
}
