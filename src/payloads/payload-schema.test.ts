import { expect, test } from 'vitest';
import { webhookEvents } from '../jira/events.ts';
import { payloadSchemas } from './payload-schema.ts';
import { loadSample } from './samples.ts';

async function issuesOf(name: string, change: object): Promise<string[]> {
  const payload: unknown = JSON.parse(await loadSample(name));
  const result = payloadSchemas.get(name)?.safeParse(Object.assign({}, payload, change));
  return (result?.error?.issues ?? []).map(({ path }) => path.join('.'));
}

test('every event has its schema, which takes no other event', async () => {
  expect([...payloadSchemas.keys()]).toEqual(webhookEvents.map(({ name }) => name));
  for (const { name } of webhookEvents) {
    expect(await issuesOf(name, { webhookEvent: 'another' })).toEqual(['webhookEvent']);
  }
});

test('what an event must have is asked for', async () => {
  expect(await issuesOf('jira:issue_updated', { changelog: undefined })).toEqual(['changelog']);
  expect(await issuesOf('jira:issue_updated', { changelog: { id: '1', items: [] } })).toEqual([
    'changelog.items',
  ]);
  expect(await issuesOf('jira:version_merged', { mergedTo: undefined })).toEqual(['mergedTo']);
  expect(await issuesOf('comment_created', { issue: undefined })).toEqual(['issue']);
  expect(await issuesOf('issue_property_set', { property: { key: 'a' } })).toEqual([
    'property.value',
  ]);
  expect(await issuesOf('sprint_started', { sprint: { id: '5' } })).toContain('sprint.id');
});

test('what Jira or a site adds is let through', async () => {
  expect(
    await issuesOf('jira:issue_created', { customfield_99999: 1, matchedWebhookIds: undefined }),
  ).toEqual([]);
});
