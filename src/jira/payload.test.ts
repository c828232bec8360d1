import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvent } from './payload.ts';

test('reads what matching needs, and ids as text', () => {
  const event = readEvent({
    timestamp: 1,
    webhookEvent: 'jira:issue_updated',
    issue: { id: 10001, key: 'PRJ-1', fields: { status: { name: 'Done' } }, properties: { a: 1 } },
    changelog: { id: '7', items: [{ field: 'status', fieldId: 'status' }, { field: 'x' }] },
    property: { key: 'feature', value: { on: true } },
  });
  expect(event).toMatchObject({
    webhookEvent: 'jira:issue_updated',
    issue: {
      id: '10001',
      key: 'PRJ-1',
      fields: { status: { name: 'Done' } },
      properties: { a: 1 },
    },
    changelog: { items: [{ fieldId: 'status' }, {}] },
    property: { key: 'feature', value: { on: true } },
  });
});

test('takes a part of the wrong shape for absent, and keeps the others', () => {
  const event = readEvent({
    webhookEvent: 'comment_created',
    issue: { id: true, key: 'PRJ-1', fields: 'none', properties: [] },
    changelog: [],
    property: 'feature',
  });
  expect(event.issue?.key).toBe('PRJ-1');
  expect(event.issue?.id).toBeUndefined();
  expect(event.issue?.fields).toBeUndefined();
  expect(event.changelog?.items).toBeUndefined();
  expect(event.property).toBeUndefined();
  expect(
    readEvent({ webhookEvent: 'a', changelog: { items: [1, null] } }).changelog?.items,
  ).toEqual([{}, {}]);
});

test('reads what is no payload as one that says nothing, and never throws', () => {
  for (const json of [undefined, null, 1, 'text', [], true]) expect(readEvent(json)).toEqual({});
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (json) => {
      expect(() => readEvent(json)).not.toThrow();
    }),
  );
});

test('is not overcome by depth', () => {
  const depth = 100_000;
  let deep: unknown = 1;
  for (let level = 0; level < depth; level++) deep = [deep];
  expect(readEvent({ webhookEvent: 'a', issue: { fields: { status: deep } } }).webhookEvent).toBe(
    'a',
  );
});
