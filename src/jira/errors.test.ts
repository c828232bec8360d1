import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JiraError, kindOfStatus, retryAfterMs, type JiraErrorKind } from './errors.ts';

describe('kindOfStatus', () => {
  test.each<[number, JiraErrorKind | undefined]>([
    [200, undefined],
    [202, undefined],
    [204, undefined],
    [301, 'unavailable'],
    [400, 'invalid'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [408, 'refused'],
    [409, 'refused'],
    [413, 'refused'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [502, 'unreachable'],
    [503, 'unavailable'],
    [504, 'timeout'],
  ])('%i is %s', (status, kind) => {
    expect(kindOfStatus(status)).toBe(kind);
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  test.each<[string | null, number | undefined]>([
    [null, undefined],
    ['', undefined],
    ['0', 0],
    ['5', 5000],
    [' 120 ', 120_000],
    // A day at most: nobody waits longer by themselves.
    ['999999999', 86_400_000],
    ['9'.repeat(400), 86_400_000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['Sun, 01 Mar 2036 12:00:00 GMT', 86_400_000],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['5 seconds', undefined],
  ])('%j is %s ms', (header, milliseconds) => {
    expect(retryAfterMs(header, now)).toBe(milliseconds);
  });

  test('is never negative, endless or not a number', () => {
    const header = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(header, (header) => {
        const wait = retryAfterMs(header, now) ?? 0;
        expect(wait >= 0 && wait <= 86_400_000).toBe(true);
      }),
    );
  });
});

describe('JiraError', () => {
  test.each<[JiraErrorKind, boolean]>([
    ['invalid', false],
    ['unauthenticated', false],
    ['forbidden', false],
    ['not-found', false],
    ['rate-limited', false],
    ['refused', false],
    ['unavailable', true],
    ['timeout', true],
    ['unreachable', true],
    ['broken-off', true],
    ['garbled', true],
  ])('after %s, whether a write took effect all the same is open: %s', (kind, open) => {
    expect(new JiraError({ kind, messages: [] }).effectUnknown).toBe(open);
  });

  test('says what the server said, or at least its status', () => {
    expect(new JiraError({ kind: 'invalid', messages: ['One.', 'Two.'] }).message).toBe(
      'One. Two.',
    );
    expect(new JiraError({ kind: 'invalid', status: 400, messages: [] }).message).toContain('400');
  });
});
