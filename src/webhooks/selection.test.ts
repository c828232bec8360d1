import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webhookId, type WebhookId } from '../jira/wire.ts';
import { formatSelection, parseSelection } from './selection.ts';

const ids = (...numbers: number[]) => numbers.map((number) => webhookId.parse(number));
const written = (selected: number[], listed: WebhookId[]) =>
  formatSelection(new Set(ids(...selected)), listed);
const read = (text: string, listed: WebhookId[]) => [...parseSelection(text, listed)];

/** Ids close to one another, as Jira gives them, and anywhere that an id can be. */
const anyId = fc
  .oneof(fc.nat(60), fc.integer({ min: 10_000, max: 10_040 }), fc.maxSafeNat())
  .map((number) => webhookId.parse(number));
const listed = fc.uniqueArray(anyId, { maxLength: 80 });

describe('a selection in the address', () => {
  test('comes back as it was', () => {
    const lists = listed.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all)));
    fc.assert(
      fc.property(lists, ([all, some]) => {
        const selected = new Set(some);
        expect(parseSelection(formatSelection(selected, all), all)).toEqual(selected);
      }),
    );
  });

  test('selects what each of its ranges names, in any order and overlapping', () => {
    const run = fc.tuple(fc.nat(70), fc.nat(70)).map(([from, to]) => ({ from, to }));
    fc.assert(
      fc.property(fc.array(run), fc.uniqueArray(fc.nat(70)), (runs, numbers) => {
        const text = runs.map(({ from, to }) => `${from}-${to}`).join('_');
        const expected = numbers.filter((id) =>
          runs.some(({ from, to }) => id >= from && id <= to),
        );
        expect(read(text, ids(...numbers))).toEqual(expected.toSorted((a, b) => a - b));
      }),
    );
  });

  test('is a run where the listed ids follow one another, with gaps between them or not', () => {
    const all = ids(10_000, 10_003, 10_007, 10_008, 10_020);
    expect(written([10_000, 10_003, 10_007], all)).toBe('10000-10007');
    expect(written([10_000, 10_007, 10_008, 10_020], all)).toBe('10000_10007-10020');
    expect(written([10_003], all)).toBe('10003');
    expect(written([], all)).toBe('');
    expect(read('10001-10019', all)).toEqual([10_003, 10_007, 10_008]);
  });

  test('of all 10,000 is one short run', () => {
    const all = ids(...Array.from({ length: 10_000 }, (_, index) => 10_000 + 3 * index));
    const text = formatSelection(new Set(all), all.toReversed());
    expect(text).toBe('10000-39997');
    expect(parseSelection(text, all).size).toBe(10_000);
  });

  test('leaves out what is no longer listed', () => {
    expect(written([1, 2, 9], ids(1, 2, 3))).toBe('1-2');
    expect(read('1-9', ids(2, 11))).toEqual([2]);
  });

  test.each([
    '',
    '_',
    '..--',
    '-5',
    '5-',
    '1-2-3',
    '1,2',
    '1.5e3x',
    '٣',
    '0x2',
    ' 2',
    '2\n',
    '9-1',
    '9'.repeat(400),
    'all',
  ])('selects nothing of %j where it cannot be read', (text) => {
    expect(read(text, ids(2, 3, 5))).toEqual([]);
  });

  test('keeps what can be read beside what cannot', () => {
    expect(read('x_2_3-_5-5_', ids(2, 3, 5))).toEqual([2, 5]);
  });

  test('never throws, and never selects what is not listed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('0', '1', '9', '-', '_') }),
    );
    fc.assert(
      fc.property(text, listed, (text, all) => {
        const listed = new Set(all);
        expect(read(text, all).filter((id) => !listed.has(id))).toEqual([]);
      }),
    );
  });
});
