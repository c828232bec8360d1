import { describe, expect, test } from 'vitest';
import { isCatchAll, isUnfiltered } from './catch-all.ts';

describe('isCatchAll', () => {
  test.each([
    '',
    '  \n\t',
    'project != EMPTY',
    'project!=EMPTY',
    '  PROJECT  !=  empty  ',
    'issueKey != EMPTY',
    'key != NULL',
    'key!=null',
    'issue != empty',
    'id != EMPTY',
    'issuetype != EMPTY',
    'type != NULL',
    'status != EMPTY',
    'project is not EMPTY',
    'Project IS  NOT\nnull',
    '"project" != EMPTY',
    "'project'!=EMPTY",
    '"project"is not EMPTY',
  ])('every issue satisfies %j', (jql) => {
    expect(isCatchAll(jql)).toBe(true);
  });

  test.each([
    'project = A',
    'project != A',
    'project = EMPTY',
    'project is EMPTY',
    'project != "EMPTY"',
    'assignee != EMPTY',
    'reporter != EMPTY',
    'priority != EMPTY',
    'project != EMPTY AND assignee != EMPTY',
    'project != EMPTYX',
    'projectis not EMPTY',
    'project isnot EMPTY',
    'NOT project = EMPTY',
    '"project != EMPTY',
    'constructor != EMPTY',
  ])('%j is not known to be satisfied by every issue', (jql) => {
    expect(isCatchAll(jql)).toBe(false);
  });
});

describe('isUnfiltered', () => {
  const updated = ['jira:issue_updated'];
  const all = 'project != EMPTY';

  test.each([
    ['a catch-all filter', { events: updated, jqlFilter: all }],
    ['no filter', { events: ['comment_created'], jqlFilter: '' }],
    [
      'JQL that applies to none of its events',
      { events: ['sprint_created'], jqlFilter: 'project = A' },
    ],
    [
      'fields chosen for an event it does not hear',
      { events: ['jira:issue_created'], jqlFilter: all, fieldIdsFilter: ['summary'] },
    ],
    [
      'property keys chosen for an event it does not hear',
      { events: updated, jqlFilter: all, issuePropertyKeysFilter: ['a'] },
    ],
    [
      'empty lists',
      { events: updated, jqlFilter: all, fieldIdsFilter: [], issuePropertyKeysFilter: [] },
    ],
  ])('%s narrows nothing', (_, registration) => {
    expect(isUnfiltered(registration)).toBe(true);
  });

  test.each([
    ['a JQL filter', { events: updated, jqlFilter: 'project = A' }],
    [
      'a JQL filter for one of two events',
      { events: ['sprint_created', 'comment_created'], jqlFilter: 'project = A' },
    ],
    [
      'a JQL filter for an event of the future',
      { events: ['new_event'], jqlFilter: 'project = A' },
    ],
    ['chosen fields', { events: updated, jqlFilter: all, fieldIdsFilter: ['summary'] }],
    [
      'chosen fields, though new issues come unfiltered',
      { events: ['jira:issue_created', ...updated], jqlFilter: all, fieldIdsFilter: ['summary'] },
    ],
    [
      'chosen property keys',
      { events: ['issue_property_set'], jqlFilter: all, issuePropertyKeysFilter: ['a'] },
    ],
  ])('%s narrows', (_, registration) => {
    expect(isUnfiltered(registration)).toBe(false);
  });
});
