import { expect, test } from 'vitest';
import { webhookEvents } from '../../jira/events.ts';
import { findEvents } from './find-events.ts';

const namesOf = (query: string) => [...findEvents(query).values()].flat().map(({ name }) => name);

test('without a search every event is there once, in its group', () => {
  expect(namesOf(' ')).toEqual(expect.arrayContaining(webhookEvents.map(({ name }) => name)));
  expect(namesOf('')).toHaveLength(webhookEvents.length);
  expect([...findEvents('').keys()]).toContain('Issue property');
  expect([...findEvents('').keys()]).toContain('Worklog (administrators’ webhooks only)');
});

test('every word counts, in name, group or what sets the event off', () => {
  expect(namesOf('RELEASED version')).toEqual(['jira:version_released', 'jira:version_unreleased']);
  expect(namesOf('sprint completed')).toEqual(['sprint_closed']);
  expect(namesOf('administrators board')).toHaveLength(4);
  expect(namesOf('no such event')).toEqual([]);
});
