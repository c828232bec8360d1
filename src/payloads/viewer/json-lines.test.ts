import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFault } from '../../jira/json-fault.ts';
import { decodeBody, encodeBody } from './body-bytes.ts';
import { doubtfulKinds, invalidKinds, validKinds } from './json-kinds.ts';
import { indexJson } from './json-lines.ts';
import { closeOf, depthOf, endOf, kindOf, opens, startOf, type LineIndex } from './line-index.ts';
import { lineTokens } from './line-tokens.ts';
import { OpenBody } from './open-body.ts';
import { indexText } from './text-lines.ts';

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

function linesOf(bytes: Uint8Array, index: LineIndex): Uint8Array[] {
  return Array.from({ length: index.count }, (_, line) =>
    bytes.subarray(startOf(index, line), endOf(index, line, bytes)),
  );
}

function jsonIndex(text: string): LineIndex {
  const result = indexJson(encodeBody(text));
  if ('faultAt' in result) throw new Error(`not JSON at ${result.faultAt}`);
  return result.index;
}

/** What is shown, without what is ours. */
function shownText(body: OpenBody): string {
  return body
    .rows(0, body.opened.rows)
    .flatMap(({ segments }) => segments)
    .filter(({ part }) => part !== 'space' && part !== 'note')
    .map(({ text }) => text)
    .join('');
}

/** The tokens of a JSON text, put together. */
const withoutSpace = (text: string) =>
  text.replaceAll(
    /("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g,
    (_, string: string | undefined) => string ?? '',
  );

const anyJson = fc
  .tuple(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(0, 1, 2, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space));
const anyBytes = fc.uint8Array({ maxLength: 2000 }).map((bytes) => new Uint8Array(bytes));

describe('R2: of each kind of JSON', () => {
  test.each(validKinds)('%j is taken, and shown token by token', (text) => {
    const body = new OpenBody(text);
    expect(body.opened).toMatchObject({ view: 'formatted' });
    expect(body.opened.fault).toBeUndefined();
    expect(shownText(body)).toBe(withoutSpace(text));
  });

  test.each(invalidKinds)('%j is shown as text, with the place of the fault', (text) => {
    const body = new OpenBody(text);
    const fault = findFault(text);
    expect(body.opened.view).toBe('raw');
    expect(body.opened.fault).toMatchObject({ line: fault?.line, column: fault?.column });
    const rows = body.rows(0, 100).map(({ segments }) => segments.map(({ text }) => text).join(''));
    expect(rows.join('\n')).toBe(text);
  });

  test.each(doubtfulKinds)('doubtful bytes %# are shown', (bytes) => {
    const body = new OpenBody(bytes.slice());
    expect(body.rows(0, 100).length).toBeGreaterThan(0);
    expect(sha256(body.bytes())).toBe(sha256(bytes));
    body.show('raw', 0);
    expect(body.rows(0, 100).length).toBeGreaterThan(0);
  });

  test('what is taken as JSON is what the browser’s parser takes', () => {
    const almost = fc
      .tuple(anyJson, fc.nat(), fc.constantFrom('', ',', '"', ']', '}', '1', '\\', '\n', 'e', '-'))
      .map(([text, at, change]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + change + text.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(almost, (text) => {
        const isJson = 'index' in indexJson(encodeBody(text));
        expect(isJson).toBe(findFault(text) === undefined);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('R7: nothing is lost', () => {
  test('the lines put together have the SHA-256 of the body', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson.map(encodeBody), anyBytes), (bytes) => {
        const json = indexJson(bytes);
        const indexes = [indexText(bytes), ...('index' in json ? [json.index] : [])];
        for (const index of indexes) expect(sha256(...linesOf(bytes, index))).toBe(sha256(bytes));
      }),
      { numRuns: 10_000 },
    );
  });

  test('a text comes back as it was, halves of surrogate pairs included', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        }),
        (text) => {
          expect(decodeBody(encodeBody(text))).toBe(text);
          expect(new OpenBody(text).whole()).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('the formatted view, without its spaces, has the tokens of the body', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        expect(shownText(new OpenBody(text))).toBe(withoutSpace(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('integers beyond 2^53, keys given twice and escapes stand as they came', () => {
    const text = String.raw`{"id":9007199254740993,"id":1.10,"e":1E+2,"t":"\u00e9\/"}`;
    const shown = shownText(new OpenBody(text));
    expect(shown).toBe(text);
  });
});

test('the lines are those that formatting with an indent of two gives', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const body = new OpenBody(JSON.stringify(value));
      const rows = body.rows(0, body.opened.rows);
      fc.pre(!/[^\n]{150}/.test(JSON.stringify(value, null, 2)));
      const text = rows.map(({ segments }) => segments.map(({ text }) => text).join('')).join('\n');
      expect(text).toBe(JSON.stringify(value, null, 2));
    }),
    { numRuns: 2000 },
  );
});

test('every range that can be folded ends at its own depth, and lies whole within the one around it', () => {
  fc.assert(
    fc.property(anyJson, (text) => {
      const index = jsonIndex(text);
      const open: number[] = [];
      for (let line = 0; line < index.count; line++) {
        while (open.length > 0 && (open.at(-1) ?? 0) < line) open.pop();
        if (!(kindOf(index, line) & opens)) continue;
        const close = closeOf(index, line);
        expect(close).toBeGreaterThan(line);
        expect(depthOf(index, close)).toBe(depthOf(index, line));
        if (open.length > 0) expect(close).toBeLessThan(open.at(-1) ?? 0);
        open.push(close);
      }
    }),
  );
});

describe('R5: without recursion', () => {
  test.each([1000, 5000, 100_000, 1_000_000])('%d levels of arrays and of objects', (depth) => {
    for (const [before, after] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const body = new OpenBody(`${before.repeat(depth)}0${after.repeat(depth)}`);
      expect(body.opened).toMatchObject({ view: 'formatted', depth, rows: 2 * depth + 1 });
      const [deepest] = body.rows(depth, 1);
      expect(deepest).toMatchObject({ depth });
      expect(body.path(depth)).toHaveLength(1 + depth * (before === '[' ? 3 : 2));
      expect(body.foldTo(1, 0)).toEqual({ rows: 3, row: 0 });
      expect(body.value(1)).toHaveLength((before.length + 1) * (depth - 1) + 1);
      expect(body.find('0', 0)).toMatchObject({ nth: 1, count: 1, row: depth });
    }
  });

  test.each([1000, 1_000_000])('%d levels that are never closed', (depth) => {
    const body = new OpenBody('['.repeat(depth));
    expect(body.opened).toMatchObject({ view: 'raw', fault: { line: 1, column: depth + 1 } });
  });

  test('a million keys', () => {
    const members = Array.from({ length: 1_000_000 }, (_, key) => `"k${key}":${key}`);
    const body = new OpenBody(`{${members.join(',')}}`);
    expect(body.opened.rows).toBe(1_000_002);
    expect(body.path(999_999)).toBe('$.k999998');
    expect(body.fold(0, true)).toEqual({ rows: 1, row: 0 });
    expect(
      body
        .rows(0, 1)[0]
        ?.segments.map(({ text }) => text)
        .join(''),
    ).toBe('{ … over 10,000 values … }');
  });

  test('a line of 5 MB, as a text and as a text that is no JSON', () => {
    const long = 'é'.repeat(2_500_000);
    const body = new OpenBody(`{"a":"${long}","b":1}`);
    expect(body.opened.rows).toBeGreaterThan(30_000);
    const [row] = body.rows(20_000, 1);
    expect(row?.segments.map(({ text }) => text).join('').length).toBeLessThan(200);
    expect(body.path(20_000)).toBe('$.a');
    expect(body.value(20_000)).toBe(`"${long}"`);
    expect(new OpenBody(long).opened.rows).toBeGreaterThan(30_000);
  });
});

test('a line never holds more than a few hundred bytes to be painted', () => {
  const long = 'x'.repeat(10_000);
  const text = `{"${long}":{"a":${'1'.repeat(10_000)}},"b":"${long}"}`;
  const bytes = encodeBody(text);
  const index = jsonIndex(text);
  for (let line = 0; line < index.count; line++) {
    for (const { from, to } of lineTokens(bytes, index, line)) {
      expect(to - from).toBeLessThanOrEqual(170);
    }
  }
  const body = new OpenBody(text);
  expect(shownText(body)).toBe(text);
});
