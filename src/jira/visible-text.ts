/**
 * The text on one line, with what cannot be seen, or turns the text around, written as its code: what
 * comes from outside may hold control and bidirectional characters.
 */
export function visibleText(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
