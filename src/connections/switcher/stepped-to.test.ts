import { expect, test } from 'vitest';
import { steppedTo } from './stepped-to.ts';

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 19, 0],
  ['ArrowUp', 0, 19],
  ['ArrowUp', 5, 4],
  ['PageDown', 5, 13],
  ['PageDown', 15, 19],
  ['PageUp', 15, 7],
  ['PageUp', 5, 0],
  ['Home', 5, undefined],
  ['a', 5, undefined],
])('%s leads from %i of 20 to %s', (key, index, expected) => {
  expect(steppedTo(key, index, 20)).toBe(expected);
});

test('an empty list is gone through by no key', () => {
  expect(steppedTo('ArrowDown', 0, 0)).toBeUndefined();
});
