/** The lines of a body as it was received, cut where one is too long to be shown at once. */
import { isBoundary } from './json-lines.ts';
import { inside, isText, LineBuilder, none, pieceLength, type LineIndex } from './line-index.ts';

export function indexText(bytes: Uint8Array): LineIndex {
  const lines = new LineBuilder(Math.max(64, bytes.length >>> 6));
  lines.push(0, 0, 0, none);
  let cutAt = pieceLength;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (at >= cutAt && isBoundary(byte, at - cutAt) && byte !== 0x0a && byte !== 0x0d) {
      lines.push(at, 0, inside | isText, none);
      cutAt = at + pieceLength;
    }
    if (byte === 0x0a) {
      lines.push(at + 1, 0, 0, none);
      cutAt = at + 1 + pieceLength;
    }
  }
  return lines;
}
