import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ListedWebhook } from '../jira/client.ts';
import { webhookId } from '../jira/wire.ts';
import { expiringWithin, statesPresent, summarize } from './summary.ts';

const now = Date.UTC(2026, 5, 15, 12);
const day = 86_400_000;

/** Webhooks by the time each has left; `undefined` has no expiry. */
const listOf = (...left: (number | undefined)[]): ListedWebhook[] =>
  left.map((left, index) => ({
    id: webhookId.parse(index),
    events: [],
    jqlFilter: '',
    json: {},
    ...(left !== undefined && { expirationDate: now + left }),
  }));
const lists = fc
  .array(fc.option(fc.integer({ min: -40 * day, max: 40 * day }), { nil: undefined }))
  .map((left) => listOf(...left));

test('nothing is summed up as nothing', () => {
  const summary = summarize([], now);
  expect(summary).toMatchObject({ total: 0, next: undefined });
  expect(statesPresent(summary)).toEqual([]);
});

test('each webhook counts in its state, the most urgent first', () => {
  const summary = summarize(listOf(undefined, 10 * day, -1, 0, 5, 3 * day, 9 * day), now);
  expect(summary.total).toBe(7);
  expect(summary.byState).toEqual({ expired: 2, day: 1, week: 1, healthy: 2, undated: 1 });
  expect(statesPresent(summary)).toEqual(['expired', 'day', 'week', 'healthy', 'undated']);
  expect(statesPresent(summarize(listOf(undefined, 3 * day), now))).toEqual(['week', 'undated']);
});

test('next to end is the soonest that is still alive', () => {
  const next = (...left: (number | undefined)[]) => summarize(listOf(...left), now).next?.id;
  expect(next(9 * day, undefined, -1, 0, 2, 3)).toBe(4);
  expect(next(undefined, -1, 0)).toBeUndefined();
  expect(next(5, 5)).toBe(0);
});

test('those that end soon are alive, dated, within the days and in their order', () => {
  const soon = expiringWithin(listOf(undefined, 7 * day + 1, 7 * day, 0, 1, -5, 3), 7, now);
  expect(soon.map(({ id }) => Number(id))).toEqual([4, 6, 2]);
});

test('a summary loses none, and its next is the first of those that end soon', () => {
  fc.assert(
    fc.property(lists, (webhooks) => {
      const { total, byState, next } = summarize(webhooks, now);
      expect(total).toBe(webhooks.length);
      expect(Object.values(byState).reduce((sum, count) => sum + count, 0)).toBe(total);
      expect(next).toBe(expiringWithin(webhooks, 40, now)[0]);
      expect(expiringWithin(webhooks, 1, now)).toHaveLength(byState.day);
      expect(expiringWithin(webhooks, 7, now)).toHaveLength(byState.day + byState.week);
    }),
  );
});
