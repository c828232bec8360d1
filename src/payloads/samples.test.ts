import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { registrableEvents, webhookEvents } from '../jira/events.ts';
import { matches } from '../jira/matcher.ts';
import { readEvent } from '../jira/payload.ts';
import { payloadSchemas } from './payload-schema.ts';
import { loadSample, samples } from './samples.ts';

const names = webhookEvents.map(({ name }) => name);

async function sample(name: string): Promise<unknown> {
  const json: unknown = JSON.parse(await loadSample(name));
  return json;
}

test('there is a sample of every event and of no other, each in its own file', () => {
  expect(Object.keys(samples)).toEqual(names);
  const files = readdirSync(path.join(import.meta.dirname, 'samples'));
  expect(files).toHaveLength(names.length);
});

test('an event that Jira does not have has no sample', async () => {
  await expect(loadSample('issue_exploded')).rejects.toThrow('no sample of issue_exploded');
  await expect(loadSample('constructor')).rejects.toThrow('no sample of constructor');
});

describe.each(names)('the sample of %s', (name) => {
  test('has the shape that the schema of the event asks for', async () => {
    const result = payloadSchemas.get(name)?.safeParse(await sample(name));
    expect(result?.error?.issues ?? []).toEqual([]);
    expect(result?.success).toBe(true);
  });

  test('is compact, and indented text', async () => {
    const text = await loadSample(name);
    expect(text.split('\n').length).toBeLessThanOrEqual(170);
    expect(text.length).toBeLessThan(10_000);
    expect(text).toMatch(/^\{\n {2}"timestamp": \d{13},\n {2}"webhookEvent": /);
  });

  test('names no site, host or address but those set aside for examples', async () => {
    const text = await loadSample(name);
    const hosts = [...text.matchAll(/https?:\/\/([^/"?]+)/g)].map(([, host]) => host);
    for (const host of hosts) {
      expect(host).toMatch(/^(?:example\.atlassian\.net|(?:[\w-]+\.)?example\.com)$/);
    }
    expect(text).not.toMatch(/@/);
  });
});

test.each(webhookEvents)(
  'the sample of $name says which dynamic webhooks it is for exactly where it can reach any',
  async ({ name, reach }) => {
    const ids = z.safeParse(z.object({ matchedWebhookIds: z.array(z.int()) }), await sample(name));
    expect(ids.success && ids.data.matchedWebhookIds.length > 0).toBe(reach === 'dynamic');
  },
);

test.each(registrableEvents)(
  'a webhook for $name only is sent its sample where the filter names the project',
  async ({ name, jql }) => {
    const event = readEvent(await sample(name));
    expect(event.webhookEvent).toBe(name);
    expect(matches({ events: [name], jqlFilter: 'project = PAY' }, event).verdict).toBe(true);
    expect(event.issue === undefined).toBe(!jql);
  },
);

test.each(registrableEvents.filter(({ jql }) => jql))(
  'a webhook for $name only is not sent its sample where the filter names another project',
  async ({ name }) => {
    const event = readEvent(await sample(name));
    expect(matches({ events: [name], jqlFilter: 'project = WEB' }, event)).toMatchObject({
      verdict: false,
      decidedBy: { part: 'jql', clause: 'project = WEB' },
    });
  },
);

test('the filters of fields and of properties find in the samples what they gate', async () => {
  const updated = readEvent(await sample('jira:issue_updated'));
  const set = readEvent(await sample('issue_property_set'));
  const base = { jqlFilter: 'project = PAY', events: ['jira:issue_updated', 'issue_property_set'] };
  const verdict = (filters: object, event: typeof set) =>
    matches({ ...base, ...filters }, event).verdict;
  expect(verdict({ fieldIdsFilter: ['status'] }, updated)).toBe(true);
  expect(verdict({ fieldIdsFilter: ['summary'] }, updated)).toBe(false);
  expect(verdict({ issuePropertyKeysFilter: ['acme.sla'] }, set)).toBe(true);
  expect(verdict({ issuePropertyKeysFilter: ['acme.owner'] }, set)).toBe(false);
});
