import * as fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { JiraError, type JiraErrorKind } from './errors.ts';
import { readingRetryDelay, retriesReading } from './patience.ts';

const now = 1_700_000_000_000;
const failed = (kind: JiraErrorKind, retryAfterMs?: number) =>
  new JiraError({ kind, messages: [], ...(retryAfterMs !== undefined && { retryAfterMs }) });

beforeEach(() => {
  vi.useFakeTimers({ now });
  return () => vi.useRealTimers();
});

describe('a failed reading', () => {
  test.each(['timeout', 'unreachable', 'unavailable', 'broken-off', 'garbled'] as const)(
    'is tried twice more after %s, which may pass',
    (kind) => {
      const tries = [0, 1, 2, 3].map((failures) => retriesReading(failures, failed(kind)));
      expect(tries).toEqual([true, true, false, false]);
    },
  );

  test.each(['invalid', 'unauthenticated', 'forbidden', 'not-found', 'refused'] as const)(
    'is not tried again after %s, which would only come again',
    (kind) => {
      expect(retriesReading(0, failed(kind))).toBe(false);
    },
  );

  test('R11: is tried again as often as Jira asks to wait', () => {
    for (const failures of [0, 1, 2, 50]) {
      expect(retriesReading(failures, failed('rate-limited'))).toBe(true);
    }
  });

  test('is not tried again after a fault of our own', () => {
    expect(retriesReading(0, new TypeError('x is undefined'))).toBe(false);
  });
});

describe('the wait before the next try', () => {
  test('R11: is what Retry-After says, never less', () => {
    const waits = fc.nat(86_400_000);
    fc.assert(
      fc.property(waits, fc.nat(9), fc.nat(2000), (told, failures, later) => {
        vi.setSystemTime(now + later);
        for (const kind of ['rate-limited', 'unavailable'] as const) {
          const delay = readingRetryDelay(failures, failed(kind, told));
          expect(delay).toBeGreaterThanOrEqual(told);
          expect(delay).toBeLessThan(told + 500);
        }
      }),
    );
  });

  test('R11: is half a minute where Jira asks to wait and does not say how long', () => {
    expect(
      [0, 1, 5].map((failures) => readingRetryDelay(failures, failed('rate-limited'))),
    ).toEqual([30_000, 30_000, 30_000]);
  });

  test('is a second, then two, after a fault that may pass', () => {
    expect([0, 1].map((failures) => readingRetryDelay(failures, failed('timeout')))).toEqual([
      1000, 2000,
    ]);
    expect(readingRetryDelay(0, new TypeError('x is undefined'))).toBe(1000);
  });

  test('is the same each time it is asked for, so that a countdown ends with it', () => {
    vi.setSystemTime(now + 321);
    const error = failed('rate-limited', 5000);
    vi.advanceTimersByTime(3000);
    expect(readingRetryDelay(0, error)).toBe(5321);
    expect(readingRetryDelay(0, error)).toBe(5321);
  });
});
