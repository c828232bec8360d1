import { describe, expect, test } from 'vitest';
import type { Quota } from '../../jira/connection-details.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { formatLocalTime } from '../../ui/instants.ts';
import { isNearLimit, quotaWords, stateOf } from './words.ts';

const now = Date.UTC(2026, 2, 2, 8, 30);
const minute = 60_000;
const later = now + 5 * minute;

describe('the calls that are left', () => {
  test.each<[Omit<Quota, 'toldAt'>, string]>([
    [{ limit: 100, remaining: 83 }, '83 of 100 calls left'],
    [{ remaining: 0, nearLimit: true }, '0 calls left'],
    [{ limit: 100 }, 'At most 100 calls'],
    [{ nearLimit: true }, 'Hardly any calls left'],
    [{ nearLimit: false, resetAt: later }, 'Enough calls left'],
    [
      { limit: 100, remaining: 83, resetAt: later },
      `83 of 100 calls left until ${formatLocalTime(later)}`,
    ],
    [
      { limit: 100, remaining: 0, resetAt: now - minute },
      `0 of 100 calls left, counted anew since ${formatLocalTime(now - minute)}`,
    ],
  ])('%j are told as %s', (quota, words) => {
    expect(quotaWords({ toldAt: now, ...quota }, now)).toBe(words);
  });

  test.each<[Omit<Quota, 'toldAt'> | undefined, number, boolean]>([
    [undefined, 0, false],
    [{ remaining: 0 }, 0, false],
    [{ nearLimit: false }, 0, false],
    [{ nearLimit: true }, 0, true],
    [{ nearLimit: true }, minute, false],
    [{ nearLimit: true, resetAt: later }, minute, true],
    [{ nearLimit: true, resetAt: later }, 5 * minute, false],
  ])('%j after %i ms: near the limit is %s', (quota, passed, isNear) => {
    expect(isNearLimit(quota && { toldAt: now, ...quota }, now + passed)).toBe(isNear);
  });
});

test('what stops a connection by hand is told before what is wrong with it', () => {
  const connection: ConnectionSummary = {
    id: 'a',
    name: 'A',
    kind: 'oauth',
    siteUrl: 'https://a.example',
    limit: 5,
    canListFailed: false,
  };
  const problem = { kind: 'sign-in-again', reason: 'Revoked.' } as const;
  expect(stateOf(connection).word).toBe('In use');
  expect(stateOf({ ...connection, problem }).word).toBe('Sign-in needed');
  expect(stateOf({ ...connection, problem: { ...problem, kind: 'unusable' } }).word).toBe(
    'Can’t be used',
  );
  expect(stateOf({ ...connection, problem, paused: true }).word).toBe('Paused');
});
