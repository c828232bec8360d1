import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFault } from './json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the place of a fault', () => {
  const cases: [string, number, number, string][] = [
    ['', 1, 1, 'the text ends where a value is expected.'],
    ['{\n  "a": 1,\n}', 3, 1, 'a name in double quotes is expected, not }.'],
    ['{"a": 1 "b": 2}', 1, 9, 'a comma or } is expected, not ".'],
    ['{a: 1}', 1, 2, 'a name in double quotes or } is expected, not a.'],
    ['{"a" 1}', 1, 6, 'a colon is expected, not 1.'],
    ['[1, 2', 1, 6, 'the text ends where a comma or ] is expected.'],
    ['[1, ]', 1, 5, 'a value is expected, not ].'],
    ['[}', 1, 2, 'a value or ] is expected, not }.'],
    ['{} {}', 1, 4, 'nothing more is expected, not {.'],
    ['[01]', 1, 3, 'a comma or ] is expected, not 1.'],
    ['[NaN]', 1, 2, 'a value or ] is expected, not N.'],
    ["{'a': 1}", 1, 2, "a name in double quotes or } is expected, not '."],
    ['["a\nb"]', 1, 4, 'inside a text, U+000A has to be written as an escape.'],
    ['["a\\x"]', 1, 4, 'a backslash begins no escape that JSON knows.'],
    ['["a]', 1, 2, 'the text that begins here has no closing quotation mark.'],
    ['\uFEFF{}', 1, 1, 'a value is expected, not U+FEFF.'],
    ['[1,\r\n\r\n 😀]', 3, 2, 'a value is expected, not 😀.'],
    ['<html>', 1, 1, 'a value is expected, not <.'],
  ];
  test.each(cases)('of %j is line %i, column %i', (text, line, column, message) => {
    expect(findFault(text)).toMatchObject({ line, column, message });
  });

  test('is none in JSON', () => {
    for (const text of ['{}', ' [1, -0.5e+7, "\\u00e9\\n", true, {"a": [null]}] ', '"a"', '0']) {
      expect(findFault(text)).toBeUndefined();
    }
  });
});

const marks = '{ } [ ] , : " \\ 0 1 e E + - . t f n \n \u0007'.split(' ').concat(' ');

describe('with the parser of the platform it agrees', () => {
  test('on JSON with a few characters changed', () => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom(...marks)), {
          maxLength: 3,
        }),
      )
      .map(([json, edits]) =>
        edits.reduce((text, [where, cut, insert]) => {
          const at = where % (text.length + 1);
          return text.slice(0, at) + insert + text.slice(at + cut);
        }, json),
      );
    fc.assert(
      fc.property(broken, (text) => {
        expect(findFault(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('on text of any kind', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        expect(findFault(text) === undefined).toBe(isJson(text));
      }),
    );
  });
});

test('depth and length do not overcome it', () => {
  const depth = 1_000_000;
  expect(findFault('['.repeat(depth))).toMatchObject({ offset: depth });
  expect(findFault('['.repeat(depth) + ']'.repeat(depth))).toBeUndefined();
  expect(findFault(`"${'\\n'.repeat(2_000_000)}`)).toMatchObject({ line: 1, column: 1 });
  expect(findFault(`"${'x'.repeat(4_000_000)}" 1`)).toMatchObject({ column: 4_000_004 });
  expect(findFault(`[${'9'.repeat(4_000_000)}`)).toMatchObject({ column: 4_000_002 });
});

test('a key given twice is a fault only where each may be given once', () => {
  const twice = '{"a": 1,\n "b": {"a": 2},\n "\\u0061": 3}';
  expect(findFault(twice)).toBeUndefined();
  expect(findFault(twice, { keysOnce: true })).toMatchObject({ line: 3, column: 2 });
});
