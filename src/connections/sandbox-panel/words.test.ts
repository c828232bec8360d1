import { describe, expect, test } from 'vitest';
import type { Delivery } from './control.ts';
import { announcementText, clockText, outcomeText, waitingText } from './words.ts';

const delivery: Delivery = {
  id: '1',
  identity: 'connect',
  url: 'https://hooks.acme.example/jira',
  matchedWebhookIds: [3],
  outcome: 'pending',
};

describe('an event', () => {
  test.each([
    [0, 'No delivery went out: no webhook that is alive matches.'],
    [1, '1 delivery went out.'],
    [3, '3 deliveries went out.'],
  ])('with %d deliveries', (count, words) => {
    expect(announcementText({ deliveries: Array.from({ length: count }, () => delivery) })).toBe(
      words,
    );
  });

  test('that leaves webhooks undecided says of how many', () => {
    const deliveries = [delivery];
    expect(announcementText({ deliveries, undecided: { connect: [1], oauth: [] } })).toBe(
      '1 delivery went out. For 1 webhook the payload does not say enough.',
    );
    expect(announcementText({ deliveries, undecided: { connect: [1, 2], oauth: [1] } })).toContain(
      'For 3 webhooks',
    );
  });
});

test('an outcome that is not known yet says what happens next', () => {
  expect(outcomeText({ ...delivery, outcome: 'delivered' })).toBe('Delivered');
  expect(outcomeText({ ...delivery, outcome: 'failed' })).toBe('Failed for good');
  expect(outcomeText({ ...delivery, attempts: 1 })).toBe('Not yet: tried once');
  const dueAt = Date.UTC(2026, 2, 2, 8, 30);
  expect(outcomeText({ ...delivery, attempts: 3, dueAt })).toMatch(/tried 3 times, next at .*30/);
});

test('the clock says how far it was moved', () => {
  expect(clockText(0)).toBe('Its clock shows the real time.');
  expect(clockText(-999)).toBe('Its clock shows the real time.');
  expect(clockText(26 * 3_600_000)).toBe('Its clock is 1 d 2 h ahead.');
  expect(clockText(-3_600_000)).toBe('Its clock is 1 h 00 min behind.');
});

test('waiting deliveries are counted', () => {
  expect([0, 1, 2].map((pending) => waitingText({ deliveries: { pending } }))).toEqual([
    'No delivery waits to be tried again.',
    '1 delivery waits to be tried again.',
    '2 deliveries wait to be tried again.',
  ]);
});
