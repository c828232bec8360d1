/**
 * Text to bytes and back without losing anything. UTF-8 has no place for half a surrogate pair, which a
 * JavaScript text may hold; here it is written as UTF-8 would write it if it could (known as WTF-8).
 */
const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeBody(text: string): Uint8Array<ArrayBuffer> {
  if (text.isWellFormed()) return encoder.encode(text);
  const bytes = new Uint8Array(text.length * 3);
  let written = 0;
  let start = 0;
  for (const { index } of text.matchAll(/\p{Surrogate}/gu)) {
    written += encoder.encodeInto(text.slice(start, index), bytes.subarray(written)).written;
    const code = text.charCodeAt(index);
    bytes[written++] = 0xe0 | (code >>> 12);
    bytes[written++] = 0x80 | ((code >>> 6) & 0x3f);
    bytes[written++] = 0x80 | (code & 0x3f);
    start = index + 1;
  }
  written += encoder.encodeInto(text.slice(start), bytes.subarray(written)).written;
  return bytes.slice(0, written);
}

/** Either text, or one byte that is no part of any character. */
export type Decoded = string | number;

/** The text of some bytes, with what is not UTF-8 kept apart. */
export function decodeParts(bytes: Uint8Array): Decoded[] {
  try {
    return [strict.decode(bytes)];
  } catch {
    return decodeLoosely(bytes);
  }
}

function decodeLoosely(bytes: Uint8Array): Decoded[] {
  const parts: Decoded[] = [];
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const size = characterSize(bytes, at);
    if (size === 0) {
      if (text !== '') parts.push(text);
      text = '';
      parts.push(bytes[at++] as number);
      continue;
    }
    text += decodeCharacter(bytes, at, size);
    at += size;
  }
  if (text !== '') parts.push(text);
  return parts;
}

/** The text of some bytes; where a byte is no part of any character, U+FFFD stands for it. */
export function decodeBody(bytes: Uint8Array): string {
  return decodeParts(bytes)
    .map((part) => (typeof part === 'string' ? part : '\uFFFD'))
    .join('');
}

/** Whether a text can hold the body, so that copying it gives what was received. */
export function isText(bytes: Uint8Array): boolean {
  return decodeParts(bytes).every((part) => typeof part === 'string');
}

/** Bytes of the character that begins here, half a surrogate pair included; 0 where none does. */
function characterSize(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const size =
    lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size < 2) return size;
  for (let next = at + 1; next < at + size; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1] as number;
  const isOverlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
  return isOverlong || (lead === 0xf4 && second > 0x8f) ? 0 : size;
}

function decodeCharacter(bytes: Uint8Array, at: number, size: number): string {
  let code = (bytes[at] as number) & (size === 1 ? 0x7f : 0xff >>> (size + 1));
  for (let next = at + 1; next < at + size; next++) {
    code = (code << 6) | ((bytes[next] as number) & 0x3f);
  }
  return String.fromCodePoint(code);
}
