import { describe, expect, test } from 'vitest';
import { day } from './clock.ts';
import { sandboxLimits } from './identity.ts';
import { register } from './registrations.ts';
import { seedState } from './seed.ts';
import { emptyState } from './state.ts';

const now = Date.UTC(2026, 2, 2, 8, 30);

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

  test('fills a list of any length with distinct webhooks', () => {
    const entries = [...seedState('morning', now, 10_000).registrations.connect.values()];
    const distinct = new Set(entries.map(({ jqlFilter, url }) => `${url} ${jqlFilter}`));
    expect(distinct.size).toBe(10_000);
  });
});
