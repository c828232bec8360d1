/**
 * Characters that cannot be seen, or that turn the text around them, made visible by their code. In a
 * body they hide what is there: two names that look alike, a text that reads backwards.
 */
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]|(?! )\p{Zs}/gu;

const names: Readonly<Record<number, string>> = {
  0x00: 'null',
  0x07: 'bell',
  0x08: 'backspace',
  0x09: 'tab',
  0x0a: 'line feed',
  0x0d: 'carriage return',
  0x1b: 'escape',
  0x7f: 'delete',
  0xa0: 'no-break space',
  0xad: 'soft hyphen',
  0x61c: 'Arabic letter mark',
  0x200b: 'zero width space',
  0x200c: 'zero width non-joiner',
  0x200d: 'zero width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'pop directional formatting',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'pop directional isolate',
  0xfe0f: 'emoji variation',
  0xfeff: 'byte order mark',
};

export interface VisiblePiece {
  text: string;
  /** `U+202E right-to-left override`, where the text is one hidden character. */
  code?: string;
}

/** The text in pieces: what can be seen, and each hidden character with its code. */
export function visiblePieces(text: string): VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  let start = 0;
  for (const { 0: character, index } of text.matchAll(hidden)) {
    if (index > start) pieces.push({ text: text.slice(start, index) });
    pieces.push({ text: character, code: codeOf(character.codePointAt(0) ?? 0) });
    start = index + character.length;
  }
  if (start < text.length) pieces.push({ text: text.slice(start) });
  return pieces;
}

/** Of a byte that is no part of any character. */
export const codeOfByte = (byte: number): string =>
  `0x${byte.toString(16).toUpperCase().padStart(2, '0')} not UTF-8`;

function codeOf(code: number): string {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = names[code] ?? (code >= 0xd800 && code < 0xe000 ? 'half a surrogate pair' : '');
  return name === '' ? hex : `${hex} ${name}`;
}
