import { expect, test } from 'vitest';
import { findEvent, webhookEvents } from '../jira/events.ts';
import { filterNote, shapeDoubt } from './event-notes.ts';

test.each([
  ['jira:issue_created', 'Of the filters, the JQL filter applies to it.'],
  ['jira:issue_updated', 'Of the filters, the JQL filter and the field filter apply to it.'],
  ['issue_property_set', 'Of the filters, the JQL filter and the property filter apply to it.'],
  ['sprint_closed', 'No filter applies to it, since it carries no issue.'],
  [
    'worklog_created',
    'It reaches the webhooks of administrators only: a dynamic webhook cannot subscribe to it.',
  ],
])('%s: %s', (name, note) => {
  const event = findEvent(name);
  expect(event && filterNote(event)).toBe(note);
});

test('what is not established of a shape is said of three events', () => {
  const doubted = webhookEvents.map(({ name }) => name).filter((name) => shapeDoubt(name));
  expect(doubted).toEqual(['issue_property_set', 'issue_property_deleted', 'jira:version_merged']);
  expect(shapeDoubt('constructor')).toBeUndefined();
});
