import * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import { day, hour, minute } from './clock.ts';
import { sandboxLimits } from './identity.ts';
import { register } from './registrations.ts';
import { seedState } from './seed.ts';
import { emptyState } from './state.ts';

const now = Date.UTC(2026, 2, 2, 8, 30);

const payload = z.object({ webhookEvent: z.string(), matchedWebhookIds: z.array(z.number()) });

describe('the seed', () => {
  test('is the same for the same moment', () => {
    expect(seedState('morning', now)).toEqual(seedState('morning', now));
    expect(seedState('morning', now, 500)).toEqual(seedState('morning', now, 500));
  });

  test.each(['connect', 'oauth'] as const)(
    'holds for %s only what Jira would have taken',
    (identity) => {
      const entries = [...seedState('morning', now).registrations[identity].values()];
      for (const { id: _, url, expiresAt, ...details } of entries) {
        const { answer } = register(emptyState, identity, { url, webhooks: [details] }, now);
        expect({ details, answer }).toEqual({ details, answer: [{ createdWebhookId: 1 }] });
        expect(expiresAt).toBeLessThanOrEqual(now + 30 * day);
        expect(expiresAt).toBeGreaterThan(now - 90 * day);
      }
      expect(entries.length).toBeLessThanOrEqual(sandboxLimits[identity]);
    },
  );

  test('is worth looking at: webhooks of every condition and every kind of filter', () => {
    const entries = [...seedState('morning', now).registrations.connect.values()];
    const left = entries.map(({ expiresAt }) => expiresAt - now);
    const between = (from: number, to: number) =>
      left.filter((milliseconds) => milliseconds > from && milliseconds <= to).length;
    expect(between(-90 * day, 0)).toBeGreaterThanOrEqual(3);
    expect(between(0, day)).toBeGreaterThanOrEqual(4);
    expect(between(day, 7 * day)).toBeGreaterThanOrEqual(5);
    expect(between(7 * day, 30 * day)).toBeGreaterThanOrEqual(15);
    expect(new Set(entries.map(({ url }) => new URL(url).host)).size).toBe(3);
    const filters = entries.map(({ jqlFilter }) => jqlFilter).join('\n');
    for (const part of [
      '!= Done',
      'EMPTY',
      'cf[',
      'issue.property[',
      ' IN (',
      ' NOT IN (',
      ' OR ',
    ]) {
      expect(filters).toContain(part);
    }
  });

  test('has three days of failures worth looking at', () => {
    const failures = [...seedState('morning', now).failures.values()];
    expect(failures.length).toBeGreaterThanOrEqual(300);
    const times = failures.map(({ failureTime }) => failureTime);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.every((time) => time > now - 72 * hour && time < now)).toBe(true);
    expect(new Set(times).size).toBeLessThan(times.length);
    const within = (from: number, to: number) =>
      times.filter((time) => time >= from && time <= to).length;
    const night = Date.UTC(2026, 2, 1, 2, 10);
    expect(within(night, night + 40 * minute)).toBeGreaterThanOrEqual(100);
    const down = now - 11 * hour - 12 * minute;
    expect(within(down, down + 2 * hour)).toBeGreaterThanOrEqual(100);

    const bodies = failures.flatMap(({ url, body }) =>
      body === undefined ? [] : [{ url, payload: payload.parse(JSON.parse(body)) }],
    );
    expect(failures.length - bodies.length).toBeGreaterThanOrEqual(30);
    expect(new Set(bodies.map(({ payload }) => payload.webhookEvent)).size).toBeGreaterThan(8);
    const registrations = seedState('morning', now).registrations.connect;
    for (const { url, payload } of bodies) {
      expect(payload.matchedWebhookIds.length).toBeGreaterThan(0);
      for (const id of payload.matchedWebhookIds) {
        expect(registrations.get(id)?.url).toBe(url);
        expect(registrations.get(id)?.events).toContain(payload.webhookEvent);
      }
    }
  });

  test('fills a list of any length with distinct webhooks', () => {
    const entries = [...seedState('morning', now, 10_000).registrations.connect.values()];
    const distinct = new Set(entries.map(({ jqlFilter, url }) => `${url} ${jqlFilter}`));
    expect(distinct.size).toBe(10_000);
  });
});
