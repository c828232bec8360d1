import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSample, samples } from '../samples.ts';
import { curlOf } from './body-curl.ts';
import { encodeBody } from './body-bytes.ts';
import { OpenBody } from './open-body.ts';

const textOf = (body: OpenBody, row: number) =>
  body
    .rows(row, 1)[0]
    ?.segments.map(({ text }) => text)
    .join('') ?? '';
const allRows = (body: OpenBody, count: number) =>
  Array.from({ length: count }, (_, row) => textOf(body, row));

const nested = '{"a":{"b":[1,{"c":2}],"d d":[]},"e":[[0]]}';

describe('folding', () => {
  test('a folded container is one row that says how much it holds', () => {
    const body = new OpenBody(nested);
    expect(body.opened.rows).toBe(16);
    expect(body.fold(1, true)).toEqual({ rows: 8, row: 1 });
    expect(allRows(body, 3)).toEqual(['{', '  "a": { … 2 values … },', '  "e": [']);
    expect(body.rows(1, 1)[0]).toMatchObject({ isFolded: true, depth: 1, line: 2 });
    expect(body.fold(1, false)).toEqual({ rows: 16, row: 1 });
  });

  test('to a level, and back', () => {
    const body = new OpenBody(nested);
    expect(body.foldTo(1, 12)).toEqual({ rows: 4, row: 2 });
    expect(body.foldTo(2, 0)).toEqual({ rows: 9, row: 0 });
    expect(body.foldTo(Infinity, 0)).toEqual({ rows: 16, row: 0 });
  });

  test('what stands around a row', () => {
    const body = new OpenBody(nested);
    expect(body.parent(3)).toEqual({ rows: 16, row: 2 });
    expect(body.parent(0)).toEqual({ rows: 16, row: 0 });
  });
});

describe('path and value', () => {
  test.each([
    [0, '$', nested],
    [1, '$.a', '{"b":[1,{"c":2}],"d d":[]}'],
    [3, '$.a.b[0]', '1'],
    [4, '$.a.b[1]', '{"c":2}'],
    [5, '$.a.b[1].c', '2'],
    [6, '$.a.b[1]', '{"c":2}'],
    [7, '$.a.b', '[1,{"c":2}]'],
    [8, '$.a["d d"]', '[]'],
    [9, '$.a', '{"b":[1,{"c":2}],"d d":[]}'],
    [11, '$.e[0]', '[0]'],
    [15, '$', nested],
  ])('of row %d: %s', (row, path, value) => {
    const body = new OpenBody(nested);
    expect(body.path(row)).toBe(path);
    expect(body.value(row)).toBe(value);
  });

  test('lead to what a parser finds there', () => {
    const json = fc.jsonValue({ maxDepth: 5 });
    fc.assert(
      fc.property(json, fc.nat(), (value, choice) => {
        const body = new OpenBody(JSON.stringify(value, null, 3));
        const row = choice % body.opened.rows;
        const steps = [...body.path(row).matchAll(/\.([\w$]+)|\[(\d+|"(?:[^"\\]|\\.)*")\]/g)];
        let found: unknown = value;
        for (const [, name, step = ''] of steps) {
          const key = name ?? (JSON.parse(step) as string | number);
          found = Object.getOwnPropertyDescriptor(found, key)?.value;
        }
        expect(JSON.stringify(JSON.parse(body.value(row)))).toBe(JSON.stringify(found));
      }),
      { numRuns: 2000 },
    );
  });

  test('of a name and a text too long for one line', () => {
    const long = 'k'.repeat(500);
    const body = new OpenBody(`{"${long}":["${long}"],"${long}":[]}`);
    for (let row = 1; row < 5; row++) expect(body.path(row)).toBe(`$.${long}`);
    expect(body.path(5)).toBe(`$.${long}[0]`);
    expect(body.value(6)).toBe(`"${long}"`);
    expect(body.value(1)).toBe(`["${long}"]`);
  });
});

describe('search', () => {
  test('finds in either case, steps round both ends and unfolds what hides a match', () => {
    const body = new OpenBody('{"a":["Émile","x","ÉMILE"],"b":{"c":"émile"}}');
    body.foldTo(1, 0);
    expect(body.find('émile', 0)).toEqual({ rows: 8, row: 2, nth: 1, count: 3, isCut: false });
    expect(body.match(3, 0)).toMatchObject({ nth: 3, row: 7 });
    expect(body.match(4, 0)).toMatchObject({ nth: 1, row: 2 });
    expect(body.match(0, 0)).toMatchObject({ nth: 3 });
    const [row] = body.rows(7, 1);
    expect(row?.segments.filter(({ found }) => found)).toEqual([
      { part: 'text', text: 'émile', found: 'current' },
    ]);
  });

  test('begins at the row one is at, and a match may go on in the next line', () => {
    const body = new OpenBody(
      JSON.stringify([`${'x'.repeat(150)}needle in a stack`, 'needle in a stack']),
    );
    expect(body.find('needle in a stack', 3)).toMatchObject({ nth: 2, count: 2, row: 3 });
    const marked = [1, 2].map((row) =>
      body
        .rows(row, 1)[0]
        ?.segments.filter(({ found }) => found)
        .map(({ text }) => text)
        .join(''),
    );
    expect(marked.join('')).toBe('needle in a stack');
  });

  test('counts what a parser would count, for any text and any needle', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', 'ä', 'ß', '漢', '😀'),
      maxLength: 40,
    });
    const needles = fc.string({
      unit: fc.constantFrom('a', 'b', 'ä', '漢'),
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(letters, needles, (text, needle) => {
        expect(new OpenBody(text).find(needle, 0).count).toBe(text.split(needle).length - 1);
      }),
    );
  });

  test('nothing sought and nothing found', () => {
    const body = new OpenBody('[1]');
    expect(body.find('', 0)).toMatchObject({ nth: 0, count: 0 });
    expect(body.find('zzz', 0)).toMatchObject({ nth: 0, count: 0 });
  });
});

describe('R6: what cannot be seen', () => {
  const marks = (source: string | Uint8Array<ArrayBuffer>) =>
    new OpenBody(source)
      .rows(0, 10)
      .flatMap(({ segments }) => segments.flatMap(({ code }) => code ?? []));

  test('is named, and stays as it is', () => {
    const text = '["\u202Eevil\u2069","\u200B\u00A0\uFEFF\uD800","\u007F"]';
    expect(marks(text)).toEqual([
      'U+202E right-to-left override',
      'U+2069 pop directional isolate',
      'U+200B zero width space',
      'U+00A0 no-break space',
      'U+FEFF byte order mark',
      'U+D800 half a surrogate pair',
      'U+007F delete',
    ]);
    const body = new OpenBody(text);
    expect(body.value(0)).toBe(text);
    expect(body.whole()).toBe(text);
    expect(body.isText()).toBe(true);
  });

  test('as text: NUL, terminal controls and a lone carriage return', () => {
    expect(marks('a\0\u001B[31m\rb\r\n')).toEqual([
      'U+0000 null',
      'U+001B escape',
      'U+000D carriage return',
    ]);
  });

  test('bytes that are no character', () => {
    const bytes = Uint8Array.of(0x22, 0xff, 0xc0, 0x22);
    expect(marks(bytes)).toEqual(['0xFF not UTF-8', '0xC0 not UTF-8']);
    expect(new OpenBody(bytes).isText()).toBe(false);
  });
});

test('the raw view has the lines as received, at the same place', () => {
  const body = new OpenBody('{"a":1,\r\n\t"b":2}');
  expect(body.show('raw', 2)).toEqual({ rows: 2, row: 1 });
  expect(allRows(body, 2)).toEqual(['{"a":1,', '\t"b":2}']);
  expect(body.value(0)).toBe('{"a":1,');
  expect(body.show('formatted', 1)).toEqual({ rows: 4, row: 1 });
});

describe('the command', () => {
  test('holds the body as one word of the shell', () => {
    expect(curlOf(encodeBody(`{"a":"it's"}`), 'body.json')).toMatchInlineSnapshot(String.raw`
      "curl --request POST "$RECEIVER_URL" \
        --header 'Content-Type: application/json' \
        --data-binary '{"a":"it'\''s"}'"
    `);
  });

  test.each([
    ['is too long', `"${'x'.repeat(100_000)}"`],
    ['holds a NUL', 'a\0b'],
    ['holds half a surrogate pair', '\uD800'],
    ['would be read as the name of a file', '@/etc/passwd'],
  ])('names the file where the body %s', (_, text) => {
    expect(curlOf(encodeBody(text), 'body.json')).toMatch(/--data-binary '@body\.json'$/);
  });
});

describe('what matters first', () => {
  test.each(Object.keys(samples))('the sample of %s is summarised', async (name) => {
    const summary = new OpenBody(await loadSample(name)).summary();
    expect(summary?.event).toBe(name);
    expect(summary?.when).toBeGreaterThan(1_700_000_000_000);
  });

  test('event, issue, who, when, and what changed', async () => {
    const summary = new OpenBody(await loadSample('jira:issue_updated')).summary();
    expect(summary).toMatchObject({
      issue: expect.stringMatching(/^PAY-\d+$/),
      summary: expect.any(String),
      who: expect.any(String),
    });
    expect(summary?.changes[0]).toMatchObject({ field: 'status' });
    expect(summary?.changes[0]?.to).not.toContain('native code');
  });

  test.each([
    ['1', undefined],
    ['{"__proto__":{"webhookEvent":"x"},"webhookEvent":3}', undefined],
    [
      '{"webhookEvent":"a","changelog":{"items":[null,{"field":1}]},"timestamp":1e300}',
      { event: 'a', when: undefined, changeCount: 2 },
    ],
  ])('of %s', (text, summary) => {
    const read = new OpenBody(text).summary();
    if (summary === undefined) expect(read).toBeUndefined();
    else expect(read).toMatchObject(summary);
    expect(Object.hasOwn(Object.prototype, 'webhookEvent')).toBe(false);
  });

  test('is left out of a body of more than 5 MB', () => {
    const body = new OpenBody(`{"webhookEvent":"${'x'.repeat(5_000_000)}"}`);
    expect(body.opened).toMatchObject({ isTooLargeToSummarise: true });
    expect(body.summary()).toBeUndefined();
  });
});
