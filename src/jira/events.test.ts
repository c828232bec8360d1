import { describe, expect, test } from 'vitest';
import { findEvent, isRegistrable, registrableEvents, webhookEvents } from './events.ts';

describe('event catalogue', () => {
  test('lists each event once, with a line that says what sets it off', () => {
    const names = webhookEvents.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { trigger } of webhookEvents) expect(trigger).toMatch(/^[A-Z].*\.$/);
  });

  test('has the twenty events of the specification as registrable, and no other', () => {
    expect(registrableEvents.map(({ name }) => name)).toEqual([
      'jira:issue_created',
      'jira:issue_updated',
      'jira:issue_deleted',
      'comment_created',
      'comment_updated',
      'comment_deleted',
      'issue_property_set',
      'issue_property_deleted',
      'sprint_created',
      'sprint_updated',
      'sprint_closed',
      'sprint_deleted',
      'sprint_started',
      'jira:version_released',
      'jira:version_unreleased',
      'jira:version_created',
      'jira:version_moved',
      'jira:version_updated',
      'jira:version_merged',
      'jira:version_deleted',
    ]);
    const registrable = webhookEvents.filter(({ name }) => isRegistrable(name));
    expect(registrable.map(({ name }) => name)).toEqual(registrableEvents.map(({ name }) => name));
  });

  test('applies no filter to sprint and version events, and JQL to all that carry an issue', () => {
    const groups = registrableEvents.filter(({ jql }) => !jql).map(({ group }) => group);
    expect(new Set(groups)).toEqual(new Set(['sprint', 'version']));
    const others = registrableEvents.filter(({ jql }) => jql).map(({ group }) => group);
    expect(new Set(others)).toEqual(new Set(['issue', 'comment', 'issue property']));
  });

  test('gates only jira:issue_updated by fields, and only the property events by keys', () => {
    const named = (filter: 'fieldIds' | 'propertyKeys') =>
      webhookEvents.filter((event) => event[filter]).map(({ name }) => name);
    expect(named('fieldIds')).toEqual(['jira:issue_updated']);
    expect(named('propertyKeys')).toEqual(['issue_property_set', 'issue_property_deleted']);
  });

  test.each([
    'worklog_created',
    'attachment_created',
    'issuelink_created',
    'project_created',
    'user_created',
    'option_voting_changed',
    'board_created',
    'jira_expression_evaluation_failed',
  ])('%s reaches the webhooks of an administrator only', (name) => {
    expect(findEvent(name)?.reach).toBe('admin');
    expect(isRegistrable(name)).toBe(false);
  });

  test('knows no event of a name that is none', () => {
    for (const name of ['', 'constructor', 'JIRA:ISSUE_CREATED', 'jira:issue_created ']) {
      expect(findEvent(name)).toBeUndefined();
      expect(isRegistrable(name)).toBe(false);
    }
  });
});
