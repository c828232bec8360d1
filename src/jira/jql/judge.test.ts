import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { judgeJql } from './judge.ts';
import { subsetFilter } from './subset-filter.ts';

const refusalsOf = (text: string) =>
  judgeJql(text)
    .problems.filter(({ kind }) => kind === 'refusal')
    .map(({ message }) => message);

const allowed = [
  // Every field of the specification, with its operators.
  'project = PRJ',
  'project != PRJ',
  'project IN (PRJ, EXP)',
  'project NOT IN (PRJ, EXP)',
  'project in (PRJ)',
  'issueKey = PRJ-1',
  'issueKey != PRJ-1',
  'issueKey in (PRJ-1, PRJ-2)',
  'issueKey not in (PRJ-1, PRJ-2)',
  'issuetype = Bug',
  'issuetype != Bug',
  'issuetype in (Bug, "New Feature")',
  'issuetype not in (Bug)',
  'status = Done',
  'status != "In Progress"',
  'status in (Done, "In Progress")',
  'status not in (Done)',
  'assignee = 5b10ac8d82e05b22cc7d4ef5',
  'assignee != "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077"',
  'assignee = 557058:f58131cb-b67d-43c7-b30d-6b58d40bd077',
  'assignee in (a1, b2)',
  'assignee not in (a1)',
  'reporter = x1',
  'reporter != x1',
  'reporter in (x1)',
  'reporter not in (x1, y2)',
  'issue.property[feature].status = live',
  'issue.property[feature].status != live',
  'issue.property[feature].a.b in (1, 2)',
  'issue.property["my key"].path not in (1)',
  'issue.property[feature] = 1',
  'ISSUE.Property[k].p = 1',
  // EMPTY and NULL are values of = and !=.
  'assignee = EMPTY',
  'assignee != EMPTY',
  'assignee = NULL',
  'assignee != null',
  'project != EMPTY',
  'reporter = empty',
  'issueKey != NULL',
  'issue.property[k].p != EMPTY',
  // Joined.
  'project = A AND status = Done',
  'project = A OR project = B',
  'project = A AND status = Done AND issuetype = Bug',
  'project = A OR project = B OR project = C',
  'project = A AND status = Done OR project = B AND status = New',
  'project = A && status = Done',
  'project = A || status = Done',
  'project = A & status = Done',
  'project = A | status = Done',
  'project IN (PROJ, EXP) AND status = done',
  // In any case, with any space.
  'PROJECT = prj',
  'Project = prj and Status = done',
  'ISSUEKEY = a-1',
  'IssueType = bug Or ASSIGNEE = x1',
  'project=PRJ',
  'project!=PRJ',
  'project in(A,B)',
  'project Not  In ( A , B )',
  '  project = PRJ  ',
  'project\n=\nPRJ\nAND\tstatus = Done',
  // Quoted names and values of every kind.
  '"project" = PRJ',
  "'project' = 'PRJ'",
  'project = "PRJ"',
  'project = "EMPTY"',
  'project = 10000',
  'project = -1',
  'status = "Won\\"t do"',
  'status = "日本語"',
  'status = "😀"',
  'status = 完了',
  'status = ""',
  'status = "a AND b"',
  'status = "(x)"',
  'status = "not not not"',
  'status = "ORDER BY x"',
  'project = DOES_NOT_EXIST',
];

const unsupportedFields = [
  'watchCount',
  'watchers',
  'labels',
  'component',
  'fixVersion',
  'affectedVersion',
  'summary',
  'description',
  'text',
  'created',
  'updated',
  'due',
  'resolution',
  'resolved',
  'parent',
  'sprint',
  'creator',
  'votes',
  'statusCategory',
  'environment',
  'level',
  'filter',
  'category',
  'customfield_10001',
  'projectKey',
  'constructor',
  '__proto__',
];

const unsupportedOperators: [string, string][] = [
  ['project ~ PRJ', '~'],
  ['status !~ Done', '!~'],
  ['issueKey > PRJ-1', '>'],
  ['issueKey >= PRJ-1', '>='],
  ['issueKey < PRJ-1', '<'],
  ['issueKey <= PRJ-1', '<='],
  ['project is EMPTY', 'is'],
  ['project is not EMPTY', 'is not'],
  ['project IS NOT null', 'is not'],
  ['assignee is  not  EMPTY', 'is not'],
  ['status was Done', 'was'],
  ['status WAS NOT Done', 'was not'],
  ['status was in (Done)', 'was in'],
  ['status was not in (Done)', 'was not in'],
  ['status changed', 'changed'],
  ['status CHANGED AFTER "2026-01-01"', 'changed'],
  ['status was Done BY x1', 'was'],
  ['issue.property[k].p > 3', '>'],
];

const endsEarly = 'Error in the JQL query: it ends where more is expected.';
const unexpected = (text: string, character: number) =>
  `Error in the JQL query: '${text}' is not expected at character ${character}.`;
const openQuote = (character: number) =>
  `Error in the JQL query: the quoted text that begins at character ${character} has no end.`;

const faults: [string, string][] = [
  ['project', endsEarly],
  ['project =', endsEarly],
  ['project = ', endsEarly],
  ['project = PRJ AND', endsEarly],
  ['project = PRJ OR ', endsEarly],
  ['project in (A', endsEarly],
  ['(project = A', endsEarly],
  ['NOT', endsEarly],
  ['project = PRJ ORDER BY', endsEarly],
  ['project = "PRJ', openQuote(11)],
  ["project = 'PRJ AND status = Done", openQuote(11)],
  ['project = "', openQuote(11)],
  ['project = PRJ EXP', unexpected('EXP', 15)],
  ['project == PRJ', unexpected('=', 10)],
  ['project <> PRJ', unexpected('>', 10)],
  ['project in A', endsEarly],
  ['project in ()', unexpected(')', 13)],
  ['project in (A,)', unexpected(')', 15)],
  ['project = (A, B)', unexpected('(', 11)],
  ['project = A)', unexpected(')', 12)],
  ['AND project = A', unexpected('AND', 1)],
  ['project = A AND AND status = B', unexpected('AND', 17)],
  ['= A', unexpected('=', 1)],
  ['project PRJ', unexpected('PRJ', 9)],
  ['reporter = a@b.c', unexpected('@', 13)],
  ['project is PRJ', unexpected('PRJ', 12)],
  ['project = +1', unexpected('+', 11)],
  ['project = a;', unexpected(';', 12)],
  ['select = 1', unexpected('select', 1)],
  ['project = a \u0000', unexpected('\\u{0}', 13)],
  ['project = a \u202e', unexpected('\\u{202e}', 13)],
];

const open: [string, string][] = [
  ['priority = High', 'priority'],
  ['priority in (High, Highest)', 'priority'],
  ['PRIORITY != EMPTY', 'priority'],
  ['cf[10001] = x', 'epic label'],
  ['cf[ 10001 ] in (x, y)', 'epic label'],
  ['CF[10001] != EMPTY', 'epic label'],
  ['key = PRJ-1', 'issueKey'],
  ['issue = PRJ-1', 'issueKey'],
  ['id = 10000', 'issueKey'],
  ['type = Bug', 'issuetype'],
  ['assignee = currentUser()', 'currentUser()'],
  ['assignee in (currentUser(), x1)', 'currentUser()'],
  ['assignee in membersOf("team")', 'membersOf()'],
  ['assignee in (EMPTY, x1)', 'inside a list'],
  ['assignee not in (NULL)', 'inside a list'],
  ['project in ((A), B)', 'list inside a list'],
  ['NOT project = A', 'NOT'],
  ['!project = A', 'NOT'],
  ['project = A AND NOT status = Done', 'NOT'],
  ['(project = A)', 'parentheses'],
  ['(project = A OR project = B) AND status = Done', 'parentheses'],
  ['project in (A) AND (status = Done)', 'parentheses'],
  ['project = A ORDER BY created', 'ORDER BY'],
  ['project = A order by status desc, key asc', 'ORDER BY'],
];

describe('judgeJql', () => {
  test('judges at least 150 filters', () => {
    const rows = [allowed, unsupportedFields, unsupportedOperators, faults, open].flat();
    expect(rows.length).toBeGreaterThanOrEqual(150);
  });

  test.each(allowed)('allows %j', (text) => {
    expect(judgeJql(text)).toMatchObject({ verdict: 'allowed', problems: [] });
    expect(judgeJql(text).filter).toBeDefined();
  });

  test.each(unsupportedFields)('refuses the field %s in the words of Jira', (field) => {
    expect(judgeJql(`project = A AND ${field} = x`)).toMatchObject({
      verdict: 'refused',
      problems: [
        {
          kind: 'refusal',
          message: `The clause ${field} is unsupported`,
          verified: true,
          from: 16,
          to: 16 + field.length,
        },
      ],
    });
  });

  test.each(['watchCount > 3', 'watchCount is not EMPTY', 'watchCount = f()'])(
    'answers %j as the example of the specification does, with the clause alone',
    (text) => {
      expect(judgeJql(text).problems.map(({ message }) => message)).toEqual([
        'The clause watchCount is unsupported',
      ]);
    },
  );

  test('names a quoted field without its quotation marks', () => {
    expect(refusalsOf('"Epic Link" = x')).toEqual(['The clause Epic Link is unsupported']);
  });

  test.each(['project.property[k].p = 1', 'cf[10001][value] = 1', 'issue.property[a][b].c = 1'])(
    'refuses %s, which the specification does not list',
    (text) => {
      expect(refusalsOf(text)).toHaveLength(1);
    },
  );

  test('refuses a property clause that names no key, in words that nobody has established', () => {
    expect(judgeJql('issue.property = 1').problems).toMatchObject([
      { kind: 'refusal', verified: false, from: 0, to: 14 },
    ]);
  });

  test.each(unsupportedOperators)('refuses the operator of %j', (text, operator) => {
    const { verdict, problems } = judgeJql(text);
    expect(verdict).toBe('refused');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      message: `Operator ${operator} is unsupported`,
      verified: true,
    });
  });

  test.each(['', ' ', '\n\t ', '\u00a0'])('refuses the empty filter %j', (text) => {
    expect(judgeJql(text)).toEqual({
      verdict: 'refused',
      problems: [
        {
          kind: 'refusal',
          message: 'Empty JQL search not supported',
          verified: true,
          from: 0,
          to: text.length,
        },
      ],
      filter: undefined,
    });
  });

  test('refuses an order without a condition', () => {
    expect(judgeJql('ORDER BY created')).toMatchObject({
      verdict: 'refused',
      problems: [
        { message: 'Empty JQL search not supported', verified: false },
        { kind: 'remark' },
      ],
    });
  });

  test.each(faults)('refuses the syntax of %j at its place', (text, message) => {
    const { verdict, problems } = judgeJql(text);
    expect(verdict).toBe('refused');
    expect(problems).toMatchObject([{ kind: 'refusal', message, verified: false }]);
  });

  test.each(open)('leaves %j open', (text, word) => {
    const { verdict, problems } = judgeJql(text);
    expect(verdict).toBe('open');
    expect(problems.map(({ kind }) => kind)).toEqual(['remark']);
    expect(problems[0]?.message).toContain(word);
  });

  test('reports problems in the order of the text, and a refusal outweighs a remark', () => {
    const { verdict, problems } = judgeJql(
      '(priority = High) AND watchCount > 3 AND project is not EMPTY ORDER BY key',
    );
    expect(verdict).toBe('refused');
    expect(problems.map(({ from }) => from)).toEqual([0, 1, 22, 49, 62]);
    expect(problems.map(({ kind }) => kind)).toEqual([
      'remark',
      'remark',
      'refusal',
      'refusal',
      'remark',
    ]);
  });

  test('counts positions in UTF-16 units, as a text field does', () => {
    const text = 'status = "😀😀" AND foo = x';
    const [problem] = judgeJql(text).problems;
    expect(text.slice(problem?.from, problem?.to)).toBe('foo');
  });

  test.each([
    ['project is not EMPTY', 'project != EMPTY'],
    ['assignee is EMPTY', 'assignee = EMPTY'],
    ['assignee IS  NOT  null', 'assignee !=  null'],
    [
      'status = "is not EMPTY" AND  assignee is not EMPTY OR project is empty',
      'status = "is not EMPTY" AND  assignee != EMPTY OR project = empty',
    ],
    ['watchCount > 3 AND project is not EMPTY', 'watchCount > 3 AND project != EMPTY'],
  ])('offers a rewrite of %j and leaves the rest untouched', (text, rewrite) => {
    const offered = judgeJql(text).problems.flatMap((problem) => problem.rewrite ?? []);
    expect(new Set(offered)).toEqual(new Set([rewrite]));
  });

  test.each([
    ['parentheses', '('.repeat(10_000) + 'project = A' + ')'.repeat(10_000), /deep/],
    ['open parentheses', '('.repeat(10_000), /deep/],
    ['negations', 'NOT '.repeat(10_000) + 'project = A', /deep/],
    ['marks of negation', '!'.repeat(10_000) + 'project = A', /deep/],
    ['nested lists', `project in ${'('.repeat(10_000)}A${')'.repeat(10_000)}`, /deep/],
    ['ten million characters', 'x'.repeat(10_000_000), /longer/],
  ])('refuses %s past all bounds with a clear reason', (_, text, reason) => {
    const { verdict, problems } = judgeJql(text);
    expect(verdict).toBe('refused');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(reason);
  });

  test('takes long flat filters', () => {
    const keys = Array.from({ length: 4000 }, (_, index) => `PRJ-${index}`).join(', ');
    expect(judgeJql(`issueKey in (${keys})`).verdict).toBe('allowed');
    const many = Array.from(
      { length: 800 },
      (_, index) => `project NOT IN (P${index}) AND status != "!("`,
    );
    expect(judgeJql(many.join(' AND ')).verdict).toBe('allowed');
    const named = Array.from({ length: 300 }, (_, index) => `NOT-${index}`).join(', ');
    expect(judgeJql(`issueKey in (${named})`).verdict).toBe('allowed');
  });
});

describe('judgeJql on anything', () => {
  /** Text that is nearly JQL: pieces of the language in any order. */
  const nearlyJql = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'project',
          'issueKey',
          'watchCount',
          'cf[1]',
          'issue.property[k].p',
          'priority',
          '"',
          '=',
          '!=',
          'in',
          'not',
          'is',
          'is not',
          'was',
          '~',
          '(',
          ')',
          ',',
          'EMPTY',
          'NULL',
          'AND',
          'OR',
          '!',
          'ORDER BY',
          '😀',
          "'",
          '\\',
          'currentUser()',
          '[',
          ']',
          '\u0000',
        ),
        fc.string({ maxLength: 4, unit: 'binary' }),
      ),
      { maxLength: 14 },
    )
    .map((pieces) => pieces.join(' '));
  const anything = fc.oneof(
    nearlyJql,
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme' }),
    fc.array(subsetFilter, { maxLength: 4 }).map((parts) => parts.join(' is not EMPTY OR ')),
  );

  test('never throws, never writes to the console, and keeps positions inside the text', () => {
    const spies = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')];
    fc.assert(
      fc.property(anything, (text) => {
        const { verdict, problems, filter } = judgeJql(text);
        for (const { from, to } of problems) {
          expect(0 <= from && from <= to && to <= text.length).toBe(true);
        }
        expect(verdict === 'allowed').toBe(problems.length === 0);
        expect(verdict === 'refused' || filter !== undefined).toBe(true);
      }),
      { numRuns: 1500 },
    );
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  test('allows every filter of the subset', () => {
    fc.assert(
      fc.property(subsetFilter, (text) => {
        expect(judgeJql(text).problems).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('never offers a rewrite that is refused for the same reason', () => {
    const withEmptyTests = fc
      .array(
        fc.oneof(
          subsetFilter,
          fc.constantFrom('project is not EMPTY', 'assignee IS null', 'foo is not empty', 'a > 1'),
        ),
        { minLength: 1, maxLength: 5 },
      )
      .chain((parts) => fc.constantFrom(parts.join(' AND '), `NOT (${parts.join(' OR ')})`));
    fc.assert(
      fc.property(withEmptyTests, (text) => {
        const vain = judgeJql(text).problems.filter(
          ({ message, rewrite }) => rewrite !== undefined && refusalsOf(rewrite).includes(message),
        );
        expect(vain).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
