import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webhookId } from '../../jira/wire.ts';
import { recentByWebhook } from './recent-failures.ts';
import { sparklinePath } from './sparkline.tsx';
import { failuresWords } from './words.ts';

const hour = 3_600_000;
const from = Date.UTC(2026, 10, 20, 12);
const to = from + 72 * hour;
const at = (index: number, count: number) => ({ time: from + index * hour, count });

describe('the words of a sparkline', () => {
  const words = (...hours: { time: number; count: number }[]) =>
    failuresWords({ from, to, hours, count: hours.reduce((sum, { count }) => sum + count, 0) });

  test('say how many, and how long ago the last was', () => {
    expect(words(at(3, 28), at(69, 3))).toBe(
      '31 failed deliveries in the last 72 hours, last 2 h ago',
    );
    expect(words(at(71, 1))).toBe('1 failed delivery in the last 72 hours, last in this hour');
    expect(words(at(0, 2))).toMatch(/last 71 h ago$/);
  });
});

test('a sparkline has a bar for each hour that has failures, inside the picture', () => {
  const anyHours = fc
    .uniqueArray(fc.nat(71), { minLength: 1 })
    .chain((indexes) =>
      fc.tuple(
        ...indexes.map((index) =>
          fc.integer({ min: 1, max: 1e6 }).map((count) => at(index, count)),
        ),
      ),
    );
  fc.assert(
    fc.property(anyHours, (hours) => {
      const bars = [...sparklinePath({ from, hours }).matchAll(/M(\d+) 20v-([\d.]+)h1v([\d.]+)z/g)];
      expect(bars.map(([, x]) => Number(x))).toEqual(hours.map(({ time }) => (time - from) / hour));
      for (const [, , up, down] of bars) {
        expect(up).toBe(down);
        expect(Number(up)).toBeGreaterThanOrEqual(2);
        expect(Number(up)).toBeLessThanOrEqual(20);
      }
      expect(Math.max(...bars.map(([, , up]) => Number(up)))).toBe(20);
    }),
  );
});

test('each registration has its own failures and the time that was looked at', () => {
  const id = webhookId.parse(7);
  const byWebhook = recentByWebhook({
    from,
    to,
    registrations: [{ webhookId: id, count: 3, hours: [at(1, 3)] }],
  });
  expect([...byWebhook]).toEqual([[id, { from, to, count: 3, hours: [at(1, 3)] }]]);
});
