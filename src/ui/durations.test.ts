import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration } from './durations.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [second, '1 s'],
  [59_999, '59 s'],
  [minute, '1 min 00 s'],
  [3 * minute + 9 * second, '3 min 09 s'],
  [hour - 1, '59 min 59 s'],
  [hour, '1 h 00 min'],
  [5 * hour + 7 * minute, '5 h 07 min'],
  [day - 1, '23 h 59 min'],
  [day, '1 d 0 h'],
  [12 * day + 4 * hour, '12 d 4 h'],
  [30 * day, '30 d 0 h'],
  [-1, '0 s'],
  [-5 * day, '0 s'],
])('%d ms are %s', (length, text) => {
  expect(formatDuration(length)).toBe(text);
});

test('no length is said longer than it is, nor shorter by a whole smaller unit', () => {
  const sizes: Record<string, number> = { d: day, h: hour, min: minute, s: second };
  fc.assert(
    fc.property(fc.nat(400 * day), (length) => {
      const words = formatDuration(length).split(' ');
      const units = words.filter((_, index) => index % 2 === 1).map((unit) => sizes[unit] ?? 0);
      const said = units.reduce((sum, size, index) => sum + size * Number(words[2 * index]), 0);
      expect(said).toBeLessThanOrEqual(length);
      expect(length - said).toBeLessThan(units.at(-1) ?? 0);
    }),
  );
});
