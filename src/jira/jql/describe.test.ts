import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleText } from '../visible-text.ts';
import { describeFilter } from './describe.ts';
import { clausesOf, parseJql, type JqlOperand } from './parse.ts';
import { subsetFilter } from './subset-filter.ts';

const sentences: [jql: string, sentence: string][] = [
  // Nothing left out.
  ['', 'Every issue of the site.'],
  [' \n', 'Every issue of the site.'],
  ['ORDER BY created', 'Every issue of the site.'],
  // One field.
  ['project = PAY', 'Issues of project PAY.'],
  ['project in (PAY, RISK)', 'Issues of project PAY or RISK.'],
  ['project IN (PAY, RISK, OPS)', 'Issues of project PAY, RISK or OPS.'],
  ['project != SANDBOX', 'Issues of any project but SANDBOX.'],
  ['project NOT IN (SANDBOX, LEGACY)', 'Issues of any project but SANDBOX or LEGACY.'],
  ['project != EMPTY', 'Issues that have a project (every issue has one).'],
  ['project is not EMPTY', 'Issues that have a project (every issue has one).'],
  ['project = NULL', 'Issues that have no project (every issue has one).'],
  ['issueKey = OPS-1', 'Issues whose key is OPS-1.'],
  ['key in (OPS-1, OPS-2, OPS-17)', 'Issues whose key is OPS-1, OPS-2 or OPS-17.'],
  ['issuetype = Bug', 'Issues whose type is Bug.'],
  ['type != Sub-task', 'Issues whose type is not Sub-task.'],
  ['issuetype != EMPTY', 'Issues that have a type (every issue has one).'],
  ['status = "In Progress"', 'Issues whose status is “In Progress”.'],
  ['status not in (Done, Closed)', 'Issues whose status is not Done or Closed.'],
  ['status = ""', 'Issues whose status is “”.'],
  ['status = "or"', 'Issues whose status is “or”.'],
  ['status = "EMPTY"', 'Issues whose status is “EMPTY”.'],
  ['status = 完了', 'Issues whose status is 完了.'],
  ['status = "a\u202eb"', 'Issues whose status is “a\\u{202e}b”.'],
  ['reporter = x1', 'Issues whose reporter is x1.'],
  ['reporter != EMPTY', 'Issues that have a reporter.'],
  ['priority = Highest', 'Issues whose priority is Highest.'],
  ['priority = EMPTY', 'Issues that have no priority.'],
  // Fields that can be empty: `!=` leaves the empty ones out.
  ['assignee = EMPTY', 'Issues that have no assignee.'],
  ['assignee is null', 'Issues that have no assignee.'],
  ['assignee != EMPTY', 'Issues that have an assignee.'],
  ['assignee != a1', 'Issues whose assignee is not a1 (which leaves out issues with no assignee).'],
  [
    'assignee NOT IN (a1, b2)',
    'Issues whose assignee is not a1 or b2 (which leaves out issues with no assignee).',
  ],
  ['reporter != r1', 'Issues whose reporter is not r1 (which leaves out issues with no reporter).'],
  [
    'priority NOT IN (Low)',
    'Issues whose priority is not Low (which leaves out issues with no priority).',
  ],
  ['assignee in (EMPTY, a1)', 'Issues that have no assignee, or whose assignee is a1.'],
  [
    'assignee not in (EMPTY, a1)',
    'Issues whose assignee is not a1 (which leaves out issues with no assignee).',
  ],
  ['assignee not in (EMPTY)', 'Issues that have an assignee.'],
  ['assignee = currentUser()', 'Issues whose assignee is what currentUser() returns.'],
  [
    'assignee in (a1, membersOf("a team"))',
    'Issues whose assignee is a1 or what membersOf("a team") returns.',
  ],
  ['cf[10014] = "CORE-118"', 'Issues whose custom field 10014 is CORE-118.'],
  ['cf[10014] = EMPTY', 'Issues whose custom field 10014 is empty.'],
  ['cf[10014] != EMPTY', 'Issues whose custom field 10014 is not empty.'],
  [
    'cf[10014] != x',
    'Issues whose custom field 10014 is not x (which leaves out issues where it is empty).',
  ],
  [
    'issue.property[acme.release].train = "2026.1"',
    'Issues whose issue property acme.release at train is 2026.1.',
  ],
  ['issue.property["my key"] = 1', 'Issues whose issue property “my key” is 1.'],
  [
    'issue.property[k].a.b not in (1, 2)',
    'Issues whose issue property k at a.b is not 1 or 2 (which leaves out issues where it is empty).',
  ],
  ['issue.property[k].p != EMPTY', 'Issues whose issue property k at p is not empty.'],
  // AND
  [
    'project IN (PAY, RISK) AND status != Done',
    'Issues of project PAY or RISK whose status is not Done.',
  ],
  ['assignee = EMPTY AND project = SUP', 'Issues of project SUP that have no assignee.'],
  [
    'project = A AND status = B AND issuetype = C AND assignee = EMPTY',
    'Issues of project A whose status is B, whose type is C, and that have no assignee.',
  ],
  ['status = A AND issuetype = B', 'Issues whose status is A and whose type is B.'],
  ['status != A AND status != B', 'Issues whose status is not A or B.'],
  ['project = A AND project = B', 'Issues of project A and of project B.'],
  // OR
  ['project = A OR project = B OR project = A', 'Issues of project A or B.'],
  [
    'issuetype IN (Incident, Problem) OR project = OPS',
    'Issues whose type is Incident or Problem, or of project OPS.',
  ],
  ['assignee = EMPTY OR assignee = a', 'Issues that have no assignee, or whose assignee is a.'],
  [
    'project = A AND status = Done OR project = B AND status = New',
    'Issues of project A whose status is Done; or issues of project B whose status is New.',
  ],
  [
    'project = A OR project = B AND status = New AND assignee = EMPTY',
    'Issues of project A; or issues of project B whose status is New and that have no assignee.',
  ],
  // Nested
  [
    '(project = A OR project = B) AND status = Done',
    'Issues of project A or B whose status is Done.',
  ],
  [
    '(project = A OR assignee = EMPTY) AND status = Done',
    'Issues whose status is Done, and where either the project is A, or there is no assignee.',
  ],
  [
    'project = A AND (status = B OR issuetype = C AND cf[1] = x)',
    'Issues of project A where either the status is B, or (the type is C, and custom field 1 is x).',
  ],
  [
    'project = A AND (status = B OR type = C) AND (reporter = x OR cf[1] = EMPTY)',
    'Issues of project A where either the status is B, or the type is C, and where either the reporter is x, or custom field 1 is empty.',
  ],
  [
    'status = A OR (type = B AND (assignee = EMPTY OR cf[1] != EMPTY))',
    'Issues whose status is A; or issues whose type is B, and where either there is no assignee, or custom field 1 is not empty.',
  ],
  // NOT is carried down, as the matcher does.
  ['NOT project = A', 'Issues of any project but A.'],
  ['NOT NOT project = A', 'Issues of project A.'],
  ['!assignee = EMPTY', 'Issues that have an assignee.'],
  ['NOT (project = A OR status = Done)', 'Issues of any project but A whose status is not Done.'],
  [
    'NOT (project = A AND assignee = a1)',
    'Issues of any project but A, or whose assignee is not a1 (which leaves out issues with no assignee).',
  ],
  [
    'NOT assignee in (EMPTY, a1)',
    'Issues whose assignee is not a1 (which leaves out issues with no assignee).',
  ],
  ['project = A ORDER BY created', 'Issues of project A.'],
];

describe('a filter in plain words', () => {
  test.each(sentences)('%j', (jql, sentence) => {
    expect(describeFilter(jql)).toBe(sentence);
  });

  test.each([
    'project =',
    'project = A AND',
    'status = "open',
    'watchCount > 3',
    'labels = x',
    'project = A AND labels = x',
    'status was Done',
    'status changed',
    'issueKey > A-1',
    'project ~ x',
    'issue.property = 1',
  ])('nothing is said of %j, which Jira does not take', (jql) => {
    expect(describeFilter(jql)).toBeUndefined();
  });

  test('nothing is said of what is too much to parse', () => {
    expect(describeFilter(`${'('.repeat(200)}project = A${')'.repeat(200)}`)).toBeUndefined();
    expect(describeFilter('x'.repeat(60_000))).toBeUndefined();
  });

  const namesOf = (operand: JqlOperand | undefined): string[] =>
    operand?.kind === 'list'
      ? operand.values.flatMap(namesOf)
      : operand?.kind === 'value'
        ? [operand.value]
        : [];

  test('names every value, in one sentence on one line, however it is nested', () => {
    const nested = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        subsetFilter,
        fc
          .tuple(tie('tree'), fc.constantFrom('AND', 'OR'), tie('tree'))
          .map((three) => `(${three.join(' ')})`),
        tie('tree').map((tree) => `NOT (${tree})`),
      ),
    })).tree;
    fc.assert(
      fc.property(nested, (jql) => {
        const sentence = describeFilter(jql) ?? '';
        expect(sentence).toMatch(/^Issues .+\.$/u);
        const { filter } = parseJql(jql);
        for (const { operand } of filter ? clausesOf(filter) : []) {
          for (const name of namesOf(operand)) expect(sentence).toContain(visibleText(name));
        }
      }),
      { numRuns: 400 },
    );
  });

  test('never throws', () => {
    const pieces = [
      'project',
      '=',
      '!=',
      'in',
      '(',
      ')',
      'a',
      '"',
      'not',
      'and',
      'or',
      'empty',
      ',',
    ];
    const nearly = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3, unit: 'binary' })))
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (jql) => {
        expect(['string', 'undefined']).toContain(typeof describeFilter(jql));
      }),
      { numRuns: 500 },
    );
  });
});
