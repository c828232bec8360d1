import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registrableEvents } from '../../jira/events.ts';
import { registrationRequest, type WebhookDetails } from '../../jira/wire.ts';
import { fakeJira } from './fake-jira.ts';
import { fromDetails, splitEntries, toRequest } from './form-values.ts';
import { register } from './register.ts';

const url = 'https://hooks.example.com/jira';
const one: WebhookDetails = { events: ['jira:issue_created'], jqlFilter: 'project = A' };
const request = { url, webhooks: [one, one] };

test('an answer gives each item its outcome, and the list its expiry', async () => {
  const fake = fakeJira();
  const result = await register(fake, request);
  expect(result).toMatchObject({
    kind: 'outcomes',
    outcomes: [
      { kind: 'created', id: 1, listed: { expirationDate: 1e12 } },
      { kind: 'created', id: 2 },
    ],
  });
});

test('R12: an answer lost after the deed: each is found once, and nothing is sent again', async () => {
  const fake = fakeJira([{ ...one, url }]);
  fake.mishaps.push(undefined, 'lose-after');
  const result = await register(fake, request);
  expect(result).toMatchObject({
    kind: 'outcomes',
    outcomes: [
      { kind: 'created', id: 2 },
      { kind: 'created', id: 3 },
    ],
  });
  expect(fake.sent).toHaveLength(1);
});

test('an answer lost before the deed: not in the list, and said to be so', async () => {
  const fake = fakeJira([{ ...one, url }]);
  fake.mishaps.push(undefined, 'lose-before');
  expect(await register(fake, request)).toMatchObject({
    outcomes: [{ kind: 'unseen' }, { kind: 'unseen' }],
  });
});

test('where the list cannot be read either, it is unknown', async () => {
  const fake = fakeJira();
  fake.mishaps.push(undefined, 'lose-after', 'refuse');
  expect(await register(fake, request)).toMatchObject({
    outcomes: [{ kind: 'unknown' }, { kind: 'unknown' }],
  });
});

test('R11: told to wait, nothing is sent again by itself', async () => {
  const fake = fakeJira();
  fake.mishaps.push(undefined, 'rate-limit');
  expect(await register(fake, request)).toMatchObject({
    kind: 'refused',
    error: { kind: 'rate-limited' },
  });
  expect(fake.sent).toHaveLength(1);
  expect(fake.webhooks.size).toBe(0);
});

test('nothing is sent where the list cannot be read first', async () => {
  const fake = fakeJira();
  fake.mishaps.push('refuse');
  expect(await register(fake, request)).toMatchObject({ kind: 'refused' });
  expect(fake.sent).toEqual([]);
});

const webhook = fc.record({
  events: fc.subarray(
    registrableEvents.map(({ name }) => name as string),
    { minLength: 1 },
  ),
  jqlFilter: fc.string(),
  fieldIds: fc.array(fc.string({ minLength: 1 })),
  propertyKeys: fc.array(fc.string({ minLength: 1 })),
});

test('whatever is filled in, what is sent validates, and a filter goes only where it applies', () => {
  fc.assert(
    fc.property(fc.webUrl(), fc.array(webhook, { minLength: 1 }), (address, webhooks) => {
      const sent = toRequest({ url: address, webhooks });
      expect(registrationRequest.parse(sent)).toEqual(sent);
      for (const item of sent.webhooks) {
        const has = (start: string) => item.events.some((event) => event.startsWith(start));
        expect(!item.fieldIdsFilter || has('jira:issue_updated')).toBe(true);
        expect(!item.issuePropertyKeysFilter || has('issue_property_')).toBe(true);
      }
      // A form filled from what was sent sends the same.
      expect(toRequest(fromDetails(sent))).toEqual(sent);
    }),
  );
});

test('a pasted list is split, whatever separates it', () => {
  expect(splitEntries(' summary, customfield_10029;\n"status"\t[priority] summary')).toEqual([
    'summary',
    'customfield_10029',
    'status',
    'priority',
  ]);
  expect(splitEntries(' ,; \n')).toEqual([]);
});
