import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test.each([
  ['R6: control characters', 'a\u0000\u001b[2J\r\nb', 'a\\u{0}\\u{1b}[2J\\u{d}\\u{a}b'],
  ['R6: bidirectional marks', 'a\u202eb\u2066', 'a\\u{202e}b\\u{2066}'],
  ['R6: what has no width', '\u200b\ufeff', '\\u{200b}\\u{feff}'],
  ['R6: line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
  ['R6: lone surrogates', '\ud800', '\\u{d800}'],
])('%s are shown as their codes', (_, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('all else stays as it is', () => {
  const text = 'Größe 日本語 😀 "it’s" \\ <b>';
  expect(visibleText(text)).toBe(text);
});
