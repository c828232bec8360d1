import type { Span } from './parse.ts';

export type Offsets = (from: number, to: number) => Span;

/** The parser counts code points; a text field, and `slice`, count UTF-16 units. */
export function offsets(text: string): Offsets {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (from, to) => ({ from, to });
  const starts = [0];
  for (const character of text) starts.push((starts.at(-1) ?? 0) + character.length);
  const unit = (point: number) => starts[point] ?? text.length;
  return (from, to) => ({ from: unit(from), to: unit(to) });
}
