import '../../../e2e/property-seed.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Comparison } from './comparison.ts';
import type { Difference } from './difference.ts';

const compare = (here: string, there: string, shapeOnly = false) =>
  new Comparison(here, there, false).differences(shapeOnly);
const listed = (here: string, there: string, shapeOnly = false) =>
  compare(here, there, shapeOnly).list.map(lineOf);
const lineOf = ({ kind, place, here = '', there = '' }: Difference) =>
  [kind, place, here, there].join(' ');

describe('two bodies that are JSON', () => {
  test('missing, new and different, in the order of this one', () => {
    const here = '{"a":1,"b":{"c":[1,2,{"d d":true}]},"e":"x","f":null}';
    const there = '{"f":{"g":1},"e":"y","b":{"c":[1,3,{"d d":true,"h":[]}]},"i":[1,2]}';
    expect(listed(here, there)).toEqual([
      'only here $.a 1 ',
      'different $.b.c[1] 2 3',
      'only there $.b.c[2].h  []',
      'different $.e "x" "y"',
      'other type $.f null {"g":1}',
      'only there $.i  [1,2]',
    ]);
    expect(compare(here, there)).toMatchObject({ different: 3, onlyHere: 1, onlyThere: 2 });
  });

  test.each([
    ['{"a":1,"b":{"c":[]}}', '{ "b" : {"c":[ ]},\n"a":1 }'],
    ['"\\u00e9"', '"é"'],
    ['{"\\u0061":1}', '{"a":1}'],
    ['[]', ' [ ] '],
    ['{}', '{}'],
  ])('%s says the same as %s', (here, there) => {
    expect(listed(here, there)).toEqual([]);
  });

  test('numbers are compared digit by digit', () => {
    expect(listed('[9007199254740993,1.0,1]', '[9007199254740992,1,1]')).toEqual([
      'different $[0] 9007199254740993 9007199254740992',
      'different $[1] 1.0 1',
    ]);
  });

  test('names that are given twice', () => {
    expect(listed('{"a":1,"a":2,"b":0}', '{"b":0,"a":1,"a":3,"a":4}')).toEqual([
      'different $.a (given again, 2) 2 3',
      'only there $.a (given again, 3)  4',
    ]);
  });

  test.each(['id', 'key', 'accountId'])('lists whose items have an %s go by that', (key) => {
    const item = (id: number, more = '') => `{"x":1,"${key}":${id}${more}}`;
    expect(
      listed(`[${item(1)},${item(2)},${item(3)}]`, `[${item(3, ',"y":1')},${item(1)},${item(4)}]`),
    ).toEqual([
      `only here $[1] ${item(2)} `,
      'only there $[2].y  1',
      `only there $[2]  ${item(4)}`,
    ]);
  });

  test.each(['[{"id":1},{"id":1}]', '[{"id":1},{}]', '[{"id":1},7]', '[{"id":{}},{"id":2}]'])(
    'else by their place: %s',
    (list) => {
      expect(listed(list, `[${list.slice(1, -1)},null]`)).toEqual(['only there $[2]  null']);
    },
  );

  test('the shape only: no values, no lengths of lists, no ids', () => {
    const here = '{"a":1,"b":[{"id":1,"x":""},{"id":2}],"c":[],"d":null}';
    const there = '{"a":2,"b":[{"id":3,"x":"y"}],"c":[1],"d":"e","f":{}}';
    expect(listed(here, there, true)).toEqual(['other type $.d null "e"', 'only there $.f  {}']);
  });

  test('beyond the first 1,000 they are counted', () => {
    const many = (value: number) => JSON.stringify(Array.from({ length: 2500 }, () => value));
    const { different, list } = compare(many(1), many(2));
    expect([different, list.length]).toEqual([2500, 1000]);
  });

  test('long names, values and paths', () => {
    const long = 'k'.repeat(500);
    const [first] = compare(`{"${long}":["${long}",{"a":1}]}`, `{"${long}":["${long}x",{}]}`).list;
    expect(first?.place).toMatch(/^…k{197}\[0\]$/);
    expect(first?.here).toBe(`"${'k'.repeat(159)}…`);
    expect(first?.line).toBe(5);
  });

  test('of any two values: none exactly where a parser finds them equal', () => {
    // No -0: as written it is another number.
    const json = fc
      .jsonValue({ maxDepth: 4 })
      .filter((value) => !JSON.stringify(value).includes('-0'));
    fc.assert(
      fc.property(json, json, fc.boolean(), (one, two, isSame) => {
        const other = isSame ? one : two;
        const differences = compare(JSON.stringify(one), JSON.stringify(reordered(other), null, 2));
        const expected = JSON.stringify(reordered(one)) === JSON.stringify(reordered(other));
        expect(differences.list.length === 0).toBe(expected);
        const { different, onlyHere, onlyThere } = differences;
        const back = compare(JSON.stringify(other), JSON.stringify(one));
        expect(back).toMatchObject({ different, onlyHere: onlyThere, onlyThere: onlyHere });
      }),
      { numRuns: 1000 },
    );
  });
});

/** The same value with its names sorted. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, reordered(inner)] as const);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

describe('R5: however deep, wide and long', () => {
  const depth = 1_000_000;
  test.each([
    ['lists', '['.repeat(depth), ']'.repeat(depth)],
    ['objects', '{"a":'.repeat(depth), '}'.repeat(depth)],
  ])('a million levels of %s, different at the bottom', (_, open, close) => {
    expect(compare(`${open}1${close}`, `${open}2${close}`)).toMatchObject({
      different: 1,
      list: [{ here: '1', there: '2', place: expect.stringMatching(/^….{200}$/) }],
    });
  });

  test('a million names, one of them missing, and one a million times', () => {
    const names = Array.from({ length: 300_000 }, (_, key) => `"key${key}":${key}`);
    const more = '"a":1,'.repeat(300_000);
    expect(
      compare(`{${more}${names.join(',')}}`, `{${more}${names.slice(1).join(',')}}`),
    ).toMatchObject({ different: 0, onlyHere: 1, onlyThere: 0 });
  });

  test('a text of 5 MB', () => {
    const text = 'x'.repeat(5_000_000);
    expect(compare(`["${text}"]`, `["${text}y"]`)).toMatchObject({ different: 1 });
  });
});

describe('what is not JSON', () => {
  test.each([
    ['a\nb\nc', 'a\nx\nc', ['different line 2 b x']],
    ['a\nb\nc\n', 'a\nc\n', ['only here line 2 b ']],
    ['a\nc', 'a\nb\nc', ['only there line 2  b']],
    ['', 'a', ['different line 1  a']],
    [
      '1\n2\n3\n4\n5',
      '0\n1\n3\n9\n5',
      ['only there line 1  0', 'only here line 2 2 ', 'different line 4 4 9'],
    ],
    ['{"a":1}', '{"a":1', ['different line 1 {"a":1} {"a":1']],
    ['<a>', '<a>', []],
  ])('%j and %j', (here, there, expected) => {
    expect(compare(here, there).by).toBe('line');
    expect(listed(here, there)).toEqual(expected);
  });

  test('of any two texts, each line is told of that only one has', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { different, onlyHere, onlyThere } = compare(
          ['<', ...one].join('\n'),
          ['<', ...other].join('\n'),
        );
        expect(one.length + onlyThere).toBe(other.length + onlyHere);
        expect(different + onlyHere + onlyThere === 0).toBe(
          ['<', ...one].join('\n') === ['<', ...other].join('\n'),
        );
      }),
    );
  });

  test('a million lines', () => {
    const lines = Array.from({ length: 500_000 }, (_, line) => String(line));
    const there = lines.toSpliced(250_000, 1);
    expect(compare(`<\n${lines.join('\n')}`, `<\n${there.join('\n')}\nx`)).toMatchObject({
      onlyHere: 1,
      onlyThere: 1,
    });
  });
});

test('masked, neither shows a person', () => {
  const body = (name: string) => JSON.stringify({ user: { displayName: name }, a: name });
  const masked = new Comparison(body('Nadia Okonjo'), body('Rafi Denholm'), true);
  expect(masked.differences(false).list).toEqual([]);
});
