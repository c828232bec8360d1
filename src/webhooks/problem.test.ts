import { beforeEach, describe, expect, test, vi } from 'vitest';
import { JiraError, type JiraErrorKind } from '../jira/errors.ts';
import { problemOf, problemWithList } from './problem.ts';
import { rereadMs } from './webhooks-query.ts';

const kinds = [
  'invalid',
  'unauthenticated',
  'signed-out',
  'not-usable',
  'forbidden',
  'not-found',
  'rate-limited',
  'refused',
  'unavailable',
  'timeout',
  'unreachable',
  'broken-off',
  'garbled',
] as const;
// A kind that is missing above does not type-check here.
true satisfies JiraErrorKind extends (typeof kinds)[number] ? true : false;

const failed = (kind: JiraErrorKind, more: { status?: number; retryAfterMs?: number } = {}) =>
  new JiraError({ kind, messages: ['The words of the server.'], ...more });

/** A moment on a whole second, so that no spread is added to a wait. */
const now = 1_700_000_000_000;

beforeEach(() => {
  vi.useFakeTimers({ now });
  return () => vi.useRealTimers();
});

describe('a failed reading', () => {
  test.each(kinds)('%s has a title and advice of its own', (kind) => {
    for (const error of [failed(kind), failed(kind, { status: 418 })]) {
      const { title, advice } = problemOf(error);
      expect(title).toMatch(/^[A-Z].{10,60}[^.]$/);
      expect(advice).toMatch(/^[A-Z].{20,}\.$/);
      expect(`${title} ${advice}`).not.toMatch(/undefined|\[object/);
      expect(`${title} ${advice}`).not.toContain('The words of the server.');
    }
  });

  test('no two kinds are told alike, save the two refusals', () => {
    const titles = kinds.map((kind) => problemOf(failed(kind, { status: 400 })).title);
    expect(new Set(titles).size).toBe(kinds.length - 1);
  });

  test('an API token is told why it cannot see the list', () => {
    expect(problemOf(failed('forbidden', { status: 403 })).advice).toContain('API token');
  });

  test('tells a console that is down from a Jira that is', () => {
    expect(problemOf(failed('unreachable')).title).toBe('The console cannot be reached');
    expect(problemOf(failed('unreachable', { status: 502 })).title).toBe('Jira cannot be reached');
  });

  test('names the status where there is one', () => {
    expect(problemOf(failed('unavailable', { status: 503 })).title).toContain('(503)');
    expect(problemOf(failed('unavailable')).title).toContain('(no status)');
  });

  test('a fault of our own is called one', () => {
    expect(problemOf(new TypeError('x is undefined')).title).toBe('The console failed');
  });
});

describe('the problem with a list', () => {
  const none = { error: null, failureReason: null, failureCount: 0, errorUpdatedAt: 0 };

  test('is none while nothing failed', () => {
    expect(problemWithList(none)).toBeUndefined();
  });

  test('goes away by the next regular reading', () => {
    const error = failed('forbidden');
    expect(problemWithList({ ...none, error, failureCount: 1, errorUpdatedAt: now })).toEqual({
      error,
      retryAt: now + rereadMs,
    });
  });

  test('R11: says when Jira allows the next try', () => {
    const told = failed('rate-limited', { retryAfterMs: 12_000 });
    const waiting = { ...none, failureReason: told, failureCount: 1 };
    expect(problemWithList(waiting)).toEqual({ error: told, retryAt: now + 12_000 });
    const untold = failed('rate-limited');
    expect(problemWithList({ ...waiting, failureReason: untold })?.retryAt).toBe(now + 30_000);
  });

  test('is not shown while a passing fault is being tried again', () => {
    for (const kind of ['unreachable', 'unavailable', 'garbled'] as const) {
      const tried = { ...none, failureReason: failed(kind), failureCount: 1 };
      expect(problemWithList(tried)).toBeUndefined();
    }
  });

  test('is shown where Jira was silent, since the next try may take as long', () => {
    const silent = failed('timeout');
    expect(problemWithList({ ...none, failureReason: silent, failureCount: 1 })).toEqual({
      error: silent,
      retryAt: now + 1000,
    });
  });

  test('a fault of our own is shown once it has ended the reading', () => {
    const failure = new TypeError('x is undefined');
    expect(problemWithList({ ...none, failureReason: failure, failureCount: 1 })).toBeUndefined();
    expect(problemWithList({ ...none, error: failure, errorUpdatedAt: now })?.error).toBe(failure);
  });
});
