const page = 8;

/** The option that a key leads to from the one at `index`; undefined where the key is not for the list. */
export function steppedTo(key: string, index: number, count: number): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  switch (key) {
    // Round and round, as in other lists of this kind.
    case 'ArrowDown':
      return index === last ? 0 : index + 1;
    case 'ArrowUp':
      return index === 0 ? last : index - 1;
    case 'PageDown':
      return Math.min(index + page, last);
    case 'PageUp':
      return Math.max(index - page, 0);
    default:
      // Home and End move the caret.
      return undefined;
  }
}
