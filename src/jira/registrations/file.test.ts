import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFault } from '../json-fault.ts';
import { exportFile, readFile, RegistrationsFileError } from './file.ts';
import { listed, listedWebhooks } from './samples.ts';

const url = 'https://a.example/hook';
const entry = { url, events: ['comment_created'], jqlFilter: 'project = A' };
const fileOf = (...registrations: object[]) => JSON.stringify({ version: 1, registrations });

describe('a file', () => {
  test('is written in one order and form, whatever the order in Jira', () => {
    const webhooks = [
      listed(9, { url: 'https://b.example', events: ['x_new', 'jira:issue_created'] }),
      listed(3, {
        events: ['sprint_closed', 'jira:issue_updated', 'comment_created', 'comment_created'],
        jqlFilter: ' project = A\n',
        fieldIdsFilter: ['status', 'assignee', 'status'],
        issuePropertyKeysFilter: [],
      }),
      listed(4, { jqlFilter: 'project = "Ä"', issuePropertyKeysFilter: ['b', 'a'] }),
    ];
    const text = `{
  "version": 1,
  "registrations": [
    {
      "url": "https://a.example/hook",
      "events": [
        "comment_created"
      ],
      "jqlFilter": "project = \\"Ä\\"",
      "issuePropertyKeysFilter": [
        "a",
        "b"
      ]
    },
    {
      "url": "https://a.example/hook",
      "events": [
        "jira:issue_updated",
        "comment_created",
        "sprint_closed"
      ],
      "jqlFilter": "project = A",
      "fieldIdsFilter": [
        "assignee",
        "status"
      ]
    },
    {
      "url": "https://b.example",
      "events": [
        "jira:issue_created",
        "x_new"
      ],
      "jqlFilter": "project = A"
    }
  ]
}
`;
    expect(exportFile(webhooks)).toBe(text);
    expect(exportFile(webhooks.toReversed())).toBe(text);
  });

  test('of no registrations is one too', () => {
    expect(readFile(exportFile([]))).toEqual({ version: 1, registrations: [] });
  });

  test('can’t be written of a webhook whose URL Jira does not tell', () => {
    const { url: _url, ...old } = listed(7);
    expect(() => exportFile([old])).toThrow(/URL of webhook 7/);
  });

  test('is read in its own order, each entry in its canonical form', () => {
    const b = { ...entry, url: 'https://b.example', fieldIdsFilter: ['z', 'a'], jqlFilter: ' x ' };
    expect(readFile(`\ufeff${fileOf(b, entry, entry)}`).registrations).toEqual([
      { ...b, fieldIdsFilter: ['a', 'z'], jqlFilter: 'x' },
      entry,
      entry,
    ]);
  });

  test('that was written, read and written again is the same, byte for byte', () => {
    fc.assert(
      fc.property(listedWebhooks, (webhooks) => {
        const text = exportFile(webhooks);
        const again = readFile(text).registrations.map((entry, id) => listed(id, entry));
        expect(exportFile(again)).toBe(text);
      }),
    );
  });

  const faults: [what: string, text: string, message: string][] = [
    ['nothing', '', 'not good JSON at line 1, column 1: the text ends where a value is expected.'],
    ['an end too early', '{\n  "version": 1,\n', 'line 3, column 1: the text ends where a name'],
    [
      'a comma too many',
      '{\n  "version": 1,\n}',
      'line 3, column 1: a name in double quotes is expected, not }.',
    ],
    [
      'a comma too few',
      '{"version": 1 "registrations": []}',
      'line 1, column 15: a comma or } is expected, not ".',
    ],
    [
      'a comment',
      '{\n// ours\n"version": 1}',
      'line 2, column 1: a name in double quotes or } is expected, not /.',
    ],
    [
      'an open text',
      '{"version": "1}',
      'line 1, column 13: the text that begins here has no closing',
    ],
    ['a line break in a text', '{"version": "1\n"}', 'line 1, column 15: inside a text, U+000A'],
    [
      'what cannot be seen',
      '{\u200b}',
      'line 1, column 2: a name in double quotes or } is expected, not U+200B.',
    ],
    ['a mark of a merge', '<<<<<<< ours\n{}', 'line 1, column 1: a value is expected, not <.'],
    ['something after the end', '{} {}', 'line 1, column 4: nothing more is expected, not {.'],
    [
      'a key given twice',
      '{"version": 1,\n "version": 1}',
      'line 2, column 2: the key "version" is given twice.',
    ],
    ['a list', '[]', 'The file must be an object with version and registrations.'],
    ['null', 'null', 'The file must be an object with version and registrations.'],
    ['no version', '{"registrations": []}', 'version is missing.'],
    [
      'another version',
      '{"version": 2, "registrations": []}',
      'version must be 1, the only version',
    ],
    ['a version as a text', '{"version": "1", "registrations": []}', 'version must be 1'],
    ['no registrations', '{"version": 1}', 'registrations is missing.'],
    [
      'registrations of another type',
      '{"version": 1, "registrations": {}}',
      'registrations must be a list.',
    ],
    [
      'an unknown key',
      '{"version": 1, "registrations": [], "note": ""}',
      'The file has a key that is not known: note.',
    ],
    [
      'an entry that is none',
      fileOf(entry, []),
      'registrations[1] must be an object with url, events and jqlFilter.',
    ],
    [
      'an unknown key of an entry',
      fileOf({ ...entry, jql: '' }),
      'registrations[0] has a key that is not known: jql.',
    ],
    ['an id', fileOf({ ...entry, id: 3 }), 'registrations[0] has a key that is not known: id.'],
    ['no URL', fileOf({ ...entry, url: undefined }), 'registrations[0].url is missing.'],
    ['an empty URL', fileOf({ ...entry, url: '' }), 'registrations[0].url must not be empty.'],
    [
      'a URL of another type',
      fileOf({ ...entry, url: 7 }),
      'registrations[0].url must be a text in quotation marks.',
    ],
    [
      'one event',
      fileOf({ ...entry, events: 'comment_created' }),
      'registrations[0].events must be a list of texts.',
    ],
    [
      'an event of another type',
      fileOf({ ...entry, events: [1] }),
      'registrations[0].events[0] must be a text',
    ],
    [
      'an event twice',
      fileOf({ ...entry, events: ['a', 'b', 'a'] }),
      'registrations[0].events[2] repeats a.',
    ],
    ['no JQL', fileOf({ url, events: [] }), 'registrations[0].jqlFilter is missing.'],
    [
      'null for a filter',
      fileOf({ ...entry, fieldIdsFilter: null }),
      'registrations[0].fieldIdsFilter must be a list',
    ],
    [
      'a key of no good',
      '{"version": 1, "registrations": [], "__proto__": 1}',
      'not known: __proto__',
    ],
  ];

  test.each(faults)('with %s is refused, with the place', (_, text, message) => {
    expect(() => readFile(text)).toThrow(RegistrationsFileError);
    expect(() => readFile(text)).toThrow(message);
  });

  test('past all bounds is refused', () => {
    expect(() => readFile(' '.repeat(5_000_001))).toThrow(/longer than/);
    expect(() => readFile(`"${'\\"'.repeat(2_000_000)}`)).toThrow(/no closing/);
    expect(() => readFile('['.repeat(1_000_000))).toThrow(/the text ends/);
  });

  test('of any text at all is read or refused, and nothing else', () => {
    const json = fc.jsonValue().map((value) => JSON.stringify(value));
    const nearly = fc.record({
      version: fc.constantFrom(1, 2, null),
      registrations: fc.array(fc.oneof(fc.constant(entry), fc.jsonValue())),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          fc.string(),
          nearly.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          try {
            expect(readFile(text).version).toBe(1);
          } catch (error) {
            expect(error).toBeInstanceOf(RegistrationsFileError);
          }
        },
      ),
    );
  });
});

describe('the place of a fault in JSON', () => {
  const parses = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  test('is found where JSON.parse fails, and only there', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-0.5e+3',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
      '"\\u00e4"',
      '"\\x"',
      '😀',
      '"😀"',
      '.',
      '-',
    ];
    const near = fc
      .array(fc.constantFrom(...pieces), { maxLength: 8 })
      .map((parts) => parts.join(''));
    const cut = fc
      .tuple(fc.jsonValue(), fc.nat(40), fc.constantFrom('', ',', '}', '"', 'x'))
      .map(([value, at, extra]) => {
        const text = JSON.stringify(value, null, 1);
        return text.slice(0, at) + extra + text.slice(at);
      });
    fc.assert(
      fc.property(fc.oneof(near, cut, fc.json(), fc.string({ unit: 'binary' })), (text) => {
        const fault = findFault(text, { keysOnce: true });
        if (fault?.message.endsWith('is given twice.')) return;
        expect(fault === undefined).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });
});
