import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registrableEvents } from './events.ts';
import { subsetFilter } from './jql/subset-filter.ts';
import type { Truth } from './jql/values.ts';
import { matches, type MatchedRegistration } from './matcher.ts';
import { readEvent } from './payload.ts';

const fields = {
  project: { id: '10000', key: 'PRJ', name: 'Project One' },
  issuetype: { id: '10004', name: 'Bug' },
  status: { id: '3', name: 'In Progress' },
  priority: { id: '2', name: 'High' },
  assignee: null,
  reporter: { accountId: '557058:abc', displayName: 'Mia Chen' },
  customfield_10011: 'Launch',
  customfield_10012: null,
  customfield_10013: [
    { id: '1', value: 'Red' },
    { id: '2', value: 'Blue' },
  ],
};
const issue = {
  id: '10100',
  key: 'PRJ-7',
  fields,
  properties: { feature: { status: 'live', n: 3 } },
};
const created = { webhookEvent: 'jira:issue_created', issue };

/** What a created issue makes of a filter. */
function judge(jqlFilter: string, payload: unknown = created) {
  const events = registrableEvents.map(({ name }) => name);
  return matches({ events, jqlFilter }, readEvent(payload));
}

describe('JQL over the issue of a payload', () => {
  const cases: [string, Truth][] = [
    ['project = PRJ', true],
    ['project = prj', true],
    ['project = "project one"', true],
    ['project = 10000', true],
    ['project = EXP', false],
    ['project != EXP', true],
    ['project != PRJ', false],
    ['project in (EXP, PRJ)', true],
    ['project in (EXP, OPS)', false],
    ['project not in (EXP)', true],
    ['project not in (EXP, 10000)', false],
    ['project != EMPTY', true],
    ['project = EMPTY', false],
    ['issueKey = prj-7', true],
    ['issueKey = 10100', true],
    ['issueKey = PRJ-8', false],
    ['issueKey in (PRJ-6, PRJ-7)', true],
    ['key != PRJ-7', false],
    ['issuetype = bug', true],
    ['issuetype = 10004', true],
    ['issuetype = Story', false],
    ['type = Bug', true],
    ['status = "in progress"', true],
    ['status = 3', true],
    ['status in (Done, 4)', false],
    ['priority = High', true],
    ['priority = Low', false],
    ['reporter = "557058:abc"', true],
    ['reporter = "Mia Chen"', true],
    ['reporter = "557058:other"', false],
    ['reporter != "557058:other"', true],
    // Jira hides addresses, so one that is not in the payload may still be the reporter's.
    ['reporter = "mia@example.com"', 'unknown'],
    ['reporter != EMPTY', true],
    // An empty field: matched by EMPTY alone.
    ['assignee = EMPTY', true],
    ['assignee != EMPTY', false],
    ['assignee = x1', false],
    ['assignee != x1', false],
    ['assignee in (x1, EMPTY)', true],
    ['assignee not in (x1)', false],
    ['assignee not in (x1, EMPTY)', false],
    ['reporter not in (EMPTY, x1)', true],
    // Functions are Jira's to answer.
    ['reporter = currentUser()', 'unknown'],
    ['reporter in (currentUser(), "Mia Chen")', true],
    ['reporter not in (currentUser(), "Mia Chen")', false],
    ['assignee != currentUser()', false],
    // Custom fields and properties, where the payload has them.
    ['cf[10011] = launch', true],
    ['cf[10011] != Launch', false],
    ['cf[10012] = EMPTY', true],
    ['cf[10012] != Launch', false],
    ['cf[10013] = Red', true],
    ['cf[10013] = 2', true],
    ['cf[10013] != Blue', false],
    ['cf[10013] not in (Green)', true],
    ['cf[99999] = x', 'unknown'],
    ['cf[99999] = EMPTY', 'unknown'],
    ['issue.property[feature].status = live', true],
    ['issue.property[feature].n = 3', true],
    ['issue.property[feature].status != live', false],
    ['issue.property[feature].missing = x', 'unknown'],
    ['issue.property[other].status = live', 'unknown'],
    ['issue.property[constructor].name = Object', 'unknown'],
    // Joined: what is known outweighs what is not.
    ['project = PRJ AND status = "In Progress"', true],
    ['project = PRJ AND status = Done', false],
    ['project = EXP OR status = "In Progress"', true],
    ['project = EXP OR status = Done', false],
    ['project = EXP AND cf[99999] = x', false],
    ['project = PRJ AND cf[99999] = x', 'unknown'],
    ['project = PRJ OR cf[99999] = x', true],
    ['project = EXP OR cf[99999] = x', 'unknown'],
    ['project = EXP AND status = Done OR issuetype = Bug', true],
    ['project = EXP AND (status = Done OR issuetype = Bug)', false],
    // NOT turns operators into their opposites, also for an empty field.
    ['NOT project = EXP', true],
    ['NOT assignee = x1', false],
    ['NOT assignee != EMPTY', true],
    ['NOT (project = PRJ AND status = Done)', true],
    ['NOT (project = PRJ OR status = Done)', false],
    ['NOT cf[99999] = x', 'unknown'],
    ['NOT NOT project = PRJ', true],
  ];

  test.each(cases)('%s: %s', (jql, verdict) => {
    expect(judge(jql).verdict).toBe(verdict);
  });

  const thin: [string, Truth][] = [
    ['project = PRJ', true],
    ['project = EXP', 'unknown'],
    ['project != PRJ', false],
    ['project != EMPTY', true],
    ['status != EMPTY', true],
    ['status = Done', 'unknown'],
    ['issueKey = PRJ-7', true],
    ['issueKey = PRJ-8', false],
    ['issueKey = 10100', 'unknown'],
    ['assignee = EMPTY', 'unknown'],
    ['assignee != x1', 'unknown'],
  ];
  test.each(thin)('%s on an issue of which only the key is told: %s', (jql, verdict) => {
    expect(judge(jql, { webhookEvent: 'comment_created', issue: { key: 'PRJ-7' } }).verdict).toBe(
      verdict,
    );
  });

  test.each([
    ['project = PRJ AND status = Done AND issuetype = Story', 'status = Done'],
    ['project = PRJ AND cf[99999] = x', 'cf[99999] = x'],
    ['project = EXP OR issuetype = Bug OR project = PRJ', 'issuetype = Bug'],
    ['project = PRJ AND issuetype = Bug', 'project = PRJ AND issuetype = Bug'],
    ['project = PRJ', 'project = PRJ'],
  ])('%s is decided by %s', (jql, clause) => {
    expect(judge(jql).decidedBy).toMatchObject({ part: 'jql', clause });
  });

  test.each(['project is not EMPTY', 'watchCount > 3', 'project = '])(
    '%s, which Jira refuses, decides nothing',
    (jql) => {
      const { verdict, decidedBy } = judge(jql);
      expect(verdict).toBe('unknown');
      expect(decidedBy.explanation).toContain('does not accept');
    },
  );

  test('no JQL filter leaves nothing out', () => {
    expect(judge(' ').verdict).toBe(true);
  });

  test('a property is also read from the event that sets it', () => {
    const payload = {
      webhookEvent: 'issue_property_set',
      issue: { key: 'PRJ-7' },
      property: { key: 'feature', value: { status: 'live' } },
    };
    expect(judge('issue.property[feature].status = live', payload).verdict).toBe(true);
    expect(judge('issue.property[other].status = live', payload).verdict).toBe('unknown');
  });
});

describe('events and their other filters', () => {
  const changed = (...items: unknown[]) => ({
    webhookEvent: 'jira:issue_updated',
    issue,
    changelog: { items },
  });
  const property = (key?: string) => ({
    webhookEvent: 'issue_property_deleted',
    issue,
    property: { key },
  });
  const all: MatchedRegistration = {
    events: registrableEvents.map(({ name }) => name),
    jqlFilter: 'project = PRJ',
    fieldIdsFilter: ['summary', 'customfield_1'],
    issuePropertyKeysFilter: ['feature'],
  };

  const cases: [string, unknown, Partial<MatchedRegistration>, Truth, string][] = [
    ['an event not subscribed to', created, { events: ['comment_created'] }, false, 'events'],
    [
      'an event of another case',
      { ...created, webhookEvent: 'JIRA:issue_created' },
      {},
      false,
      'events',
    ],
    ['an event for administrators', { webhookEvent: 'worklog_created' }, {}, false, 'events'],
    ['a payload without an event', { issue }, {}, 'unknown', 'payload'],
    ['no payload', null, {}, 'unknown', 'payload'],
    [
      'a sprint, to which JQL does not apply',
      { webhookEvent: 'sprint_started' },
      {},
      true,
      'events',
    ],
    [
      'a version, to which JQL does not apply',
      { webhookEvent: 'jira:version_moved' },
      { jqlFilter: 'x is y' },
      true,
      'events',
    ],
    ['a new issue, to which no field filter applies', created, {}, true, 'jql'],
    [
      'a change of a chosen field',
      changed({ fieldId: 'status' }, { fieldId: 'summary' }),
      {},
      true,
      'jql',
    ],
    ['a change of other fields', changed({ fieldId: 'status' }), {}, false, 'fieldIds'],
    ['a change of nothing', changed(), {}, false, 'fieldIds'],
    ['a change without a field id', changed({ field: 'Summary' }), {}, 'unknown', 'fieldIds'],
    [
      'an update without a changelog',
      { ...created, webhookEvent: 'jira:issue_updated' },
      {},
      'unknown',
      'fieldIds',
    ],
    ['any change, where no field is chosen', changed(), { fieldIdsFilter: [] }, true, 'jql'],
    ['a chosen property', property('feature'), {}, true, 'jql'],
    ['another property', property('Feature'), {}, false, 'propertyKeys'],
    ['a property without its key', property(), {}, 'unknown', 'propertyKeys'],
    [
      'any property, where none is chosen',
      property('x'),
      { issuePropertyKeysFilter: [] },
      true,
      'jql',
    ],
    [
      'a chosen field in another project',
      changed({ fieldId: 'summary' }),
      { jqlFilter: 'project = EXP' },
      false,
      'jql',
    ],
    [
      'another field where JQL can not tell',
      changed({ fieldId: 'status' }),
      { jqlFilter: 'cf[9] = x' },
      false,
      'fieldIds',
    ],
    [
      'an event of the future that has an issue',
      { webhookEvent: 'new', issue },
      { events: ['new'], jqlFilter: 'project = EXP' },
      false,
      'jql',
    ],
    [
      'an event of the future without an issue',
      { webhookEvent: 'new' },
      { events: ['new'] },
      true,
      'events',
    ],
  ];
  test.each(cases)('%s', (_, payload, registration, verdict, part) => {
    const match = matches({ ...all, ...registration }, readEvent(payload));
    expect(match).toMatchObject({ verdict, decidedBy: { part } });
    expect(match.decidedBy.explanation).toMatch(/^.+\.$/);
  });
});

describe('laws of the matcher', () => {
  /** Clauses that are true, false and unknown of `issue`. */
  const clause = fc.constantFrom(
    'project = PRJ',
    'status = "In Progress"',
    'assignee = EMPTY',
    'project != EXP',
    'project = EXP',
    'status = Done',
    'assignee != x1',
    'issuetype not in (Bug)',
    'cf[99999] = x',
    'reporter = currentUser()',
    'issue.property[other].a != b',
  );
  const filter = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      clause,
      fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => `(${a} AND ${b})`),
      fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => `(${a} OR ${b})`),
      tie('filter').map((a) => `NOT (${a})`),
    ),
  })).filter;
  const truthOf = (jql: string) => judge(jql).verdict;

  /** Kleene's order: an AND is the least of its parts, an OR the greatest. */
  const rank = { false: 0, unknown: 1, true: 2 } as const;
  const rankOf = (jql: string) => rank[`${truthOf(jql)}`];

  test('AND and OR are those of Kleene', () => {
    fc.assert(
      fc.property(filter, filter, (a, b) => {
        expect(rankOf(`(${a}) AND (${b})`)).toBe(Math.min(rankOf(a), rankOf(b)));
        expect(rankOf(`(${a}) OR (${b})`)).toBe(Math.max(rankOf(a), rankOf(b)));
      }),
    );
  });

  test('a double NOT changes nothing, and NOT obeys De Morgan', () => {
    fc.assert(
      fc.property(filter, filter, (a, b) => {
        expect(truthOf(`NOT NOT (${a})`)).toBe(truthOf(a));
        expect(truthOf(`NOT ((${a}) AND (${b}))`)).toBe(truthOf(`NOT (${a}) OR NOT (${b})`));
      }),
    );
  });

  test('on a present value, != is the opposite of =, and NOT IN that of IN', () => {
    const value = fc.constantFrom('PRJ', 'EXP', 'Bug', '3', '"In Progress"', '10000');
    const field = fc.constantFrom('project', 'issuetype', 'status', 'issueKey');
    fc.assert(
      fc.property(field, value, value, (field, a, b) => {
        expect(truthOf(`${field} != ${a}`)).toBe(!truthOf(`${field} = ${a}`));
        expect(truthOf(`${field} not in (${a}, ${b})`)).toBe(!truthOf(`${field} in (${a}, ${b})`));
        expect(truthOf(`${field} != ${a} AND ${field} != ${b}`)).toBe(
          !truthOf(`${field} = ${a} OR ${field} = ${b}`),
        );
      }),
    );
  });

  const event = fc.constantFrom(...registrableEvents.map(({ name }) => name), 'worklog_created');
  const registration = fc.record(
    {
      events: fc.array(event, { maxLength: 5 }),
      jqlFilter: fc.oneof(filter, subsetFilter, fc.string()),
      fieldIdsFilter: fc.array(fc.constantFrom('summary', 'status'), { maxLength: 2 }),
      issuePropertyKeysFilter: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
    },
    { requiredKeys: ['events', 'jqlFilter'] },
  );
  const payload = fc.record(
    {
      webhookEvent: event,
      issue: fc.oneof(fc.constant(issue), fc.constant({ key: 'PRJ-7' }), fc.jsonValue()),
      changelog: fc.oneof(
        fc.constantFrom({ items: [{ fieldId: 'summary' }] }, { items: [{ fieldId: 'x' }] }),
        fc.jsonValue(),
      ),
      property: fc.oneof(fc.constantFrom({ key: 'a' }, { key: 'c' }), fc.jsonValue()),
    },
    { requiredKeys: ['webhookEvent'] },
  );

  test('subscribing to an unrelated event changes no verdict', () => {
    fc.assert(
      fc.property(registration, payload, event, (registration, payload, further) => {
        fc.pre(further !== payload.webhookEvent);
        const wider = { ...registration, events: [...registration.events, further] };
        expect(matches(wider, readEvent(payload))).toEqual(
          matches(registration, readEvent(payload)),
        );
      }),
    );
  });

  test('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(registration, fc.oneof(payload, fc.jsonValue()), (registration, payload) => {
        expect([true, false, 'unknown']).toContain(
          matches(registration, readEvent(payload)).verdict,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('gives the same answer however many filters came between', () => {
    const first = judge('project = PRJ AND status = Done');
    for (let other = 0; other < 1200; other++) judge(`project = P${other}`);
    expect(judge('project = PRJ AND status = Done')).toEqual(first);
  });
});
