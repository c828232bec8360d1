import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completions } from './complete.ts';
import { judgeJql } from './judge.ts';
import { subsetFilter } from './subset-filter.ts';

const fields = [
  'project',
  'issueKey',
  'issuetype',
  'status',
  'assignee',
  'reporter',
  'priority',
  'issue.property[key].path',
  'cf[10000]',
];
const operators = ['=', '!=', 'IN', 'NOT IN'];
const joiners = ['AND', 'OR'];

/** `|` is the caret. The second column is the text that an option takes the place of. */
const places: [marked: string, replaced: string, options: string[]][] = [
  // The start of a clause.
  ['|', '', fields],
  ['  |', '', fields],
  ['p|', 'p', ['project', 'priority']],
  ['PRO|', 'PRO', ['project']],
  ['is|', 'is', ['issueKey', 'issuetype', 'issue.property[key].path']],
  ['issue.|', 'issue.', ['issue.property[key].path']],
  ['cf|', 'cf', ['cf[10000]']],
  ['x|', 'x', []],
  ['pr|oj = A', 'proj', ['project', 'priority']],
  ['|status = A', 'status', fields],
  ['project = A AND |', '', fields],
  ['project = A or s|', 's', ['status']],
  ['project = A && |', '', fields],
  ['(|', '', fields],
  ['NOT |', '', fields],
  ['!|', '', fields],
  ['project IN (A, B) AND (st|', 'st', ['status']],
  ['foo bar baz AND |', '', fields],
  // After a field.
  ['project |', '', operators],
  ['"project" |', '', operators],
  ['issue.property["my key"].a |', '', operators],
  ['cf[10014] |', '', operators],
  ['cf[ 10014 ] |', '', operators],
  ['project !|', '!', ['!=']],
  ['project i|', 'i', ['IN']],
  ['project n|', 'n', ['NOT IN']],
  ['project NOT|', 'NOT', ['NOT IN']],
  ['project not |', 'not ', ['NOT IN']],
  ['project not  i|', 'not  i', ['NOT IN']],
  ['project not x|', 'not x', []],
  ['project |= A', '=', operators],
  ['project is|', 'is', []],
  // After an operator.
  ['project = |', '', ['EMPTY']],
  ['project =|', '', ['EMPTY']],
  ['project != e|', 'e', ['EMPTY']],
  ['project = A|', 'A', []],
  ['project IN |', '', ['(']],
  ['project not in |', '', ['(']],
  ['project in A |', '', []],
  ['cf[1]not |', 'not ', ['NOT IN']],
  ['project in (|', '', []],
  ['project in (A, |', '', []],
  ['project in (A, (|', '', []],
  ['project is |', '', []],
  ['project is not |', '', []],
  ['project ~ |', '', []],
  // After a clause.
  ['project = A |', '', joiners],
  ['project = A a|', 'a', ['AND']],
  ['project = A O|', 'O', ['OR']],
  ['project = "A" |', '', joiners],
  ['project = "A"|', '', joiners],
  ['project = EMPTY |', '', joiners],
  ['project in (A, (B), "c)") |', '', joiners],
  ['assignee = currentUser() |', '', joiners],
  ['assignee in membersOf("x") |', '', joiners],
  ['(project = A) |', '', joiners],
  ['project = A |AND status = B', 'AND', joiners],
  ['project = A |status = B', '', []],
  ['project = A ORDER BY |', '', []],
  // In quotation marks.
  ['status = "|', '', []],
  ['status = "a|', '', []],
  ['status = "a AND |', '', []],
  ["status = 'a |", '', []],
  ['status = "a\\" |', '', []],
  ['status = "a| b"', '', []],
  ['status = |"a"', '', []],
  ['"pro|', '', []],
];

describe('what may come at the caret', () => {
  test.each(places)('%j', (marked, replaced, texts) => {
    const caret = marked.lastIndexOf('|');
    const jql = marked.slice(0, caret) + marked.slice(caret + 1);
    const { from, to, options } = completions(jql, caret);
    expect(options.map(({ text }) => text)).toEqual(texts);
    expect(jql.slice(from, to)).toBe(replaced);
  });

  test('an option says of which kind it is', () => {
    const kindAt = (jql: string) => completions(jql, jql.length).options[0]?.kind;
    expect(['', 'a ', 'a = ', 'a in ', 'a = b '].map(kindAt)).toEqual([
      'field',
      'operator',
      'value',
      'value',
      'keyword',
    ]);
  });

  test.each([-1, 99, Number.NaN, Infinity, 1.5])(
    'a caret at %d is brought into the text',
    (caret) => {
      const { from, to } = completions('project = A', caret);
      expect(0 <= from && from <= to && to <= 11).toBe(true);
    },
  );

  test('a text past all bounds has no completion', () => {
    expect(completions('x = y and '.repeat(10_000), 3).options).toEqual([]);
    const quotes = '"\\'.repeat(20_000);
    expect(completions(quotes, quotes.length).options).toEqual([]);
    const brackets = 'a["'.repeat(16_000);
    expect(completions(brackets, brackets.length).options).toEqual([]);
  });
});

describe('completions anywhere', () => {
  const pieces = [
    'project',
    'pro',
    'issue.property[k].p',
    'cf[1]',
    '=',
    '!=',
    '!',
    'in',
    'not',
    'not in',
    'is',
    '~',
    '(',
    ')',
    ',',
    'EMPTY',
    'and',
    'OR',
    'order by',
    '"',
    "'",
    '\\',
    '"a b"',
    '[',
    ']',
    '&&',
    'f()',
    '',
    '\u00a0',
    '😀',
  ];
  const nearly = fc
    .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(' ', '', '\n')), { maxLength: 12 })
    .map((parts) => parts.flat().join(''));
  const text = fc.oneof(nearly, subsetFilter, fc.string({ unit: 'binary', maxLength: 30 }));
  const place = text.chain((jql) => fc.tuple(fc.constant(jql), fc.nat(jql.length)));

  const insert = (jql: string, { from, to }: { from: number; to: number }, option: string) =>
    jql.slice(0, from) + option + jql.slice(to);
  const isRefusedAt = (jql: string, from: number, length: number) =>
    judgeJql(jql).problems.some(
      (problem) => problem.kind === 'refusal' && problem.from < from + length && problem.to > from,
    );

  test('never throw, and hold the caret between their ends', () => {
    fc.assert(
      fc.property(place, ([jql, caret]) => {
        const { from, to } = completions(jql, caret);
        expect(0 <= from && from <= caret && caret <= to && to <= jql.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  /** The text with one of the options put in, where there is one. */
  function complete(jql: string, caret: number, choice: number): [jql: string, isRefused: boolean] {
    const found = completions(jql, caret);
    const option = found.options[choice % found.options.length];
    if (!option) return [jql, false];
    const completed = insert(jql, found, option.text);
    return [completed, isRefusedAt(completed, found.from, option.text.length)];
  }

  test('at the end of any text, what is offered is not refused where it is put', () => {
    fc.assert(
      fc.property(text, fc.nat(), (jql, choice) => {
        expect(complete(jql, jql.length, choice)).toEqual([expect.anything(), false]);
      }),
      { numRuns: 600 },
    );
  });

  test('anywhere in a filter of the subset, what is offered is not refused where it is put', () => {
    const inside = subsetFilter.chain((jql) => fc.tuple(fc.constant(jql), fc.nat(jql.length)));
    fc.assert(
      fc.property(inside, fc.nat(), ([jql, caret], choice) => {
        expect(complete(jql, caret, choice)).toEqual([expect.anything(), false]);
      }),
      { numRuns: 600 },
    );
  });

  test('every filter of the subset can be typed word by word', () => {
    fc.assert(
      fc.property(subsetFilter, (jql) => {
        expect(completions(`${jql} `, jql.length + 1).options.map(({ text }) => text)).toEqual(
          joiners,
        );
      }),
      { numRuns: 500 },
    );
  });
});
