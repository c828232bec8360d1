import { describe, expect, test } from 'vitest';
import { barWords, countWords, rangeWords, valueWords } from './words.ts';

const hour = 3_600_000;
const twoOclock = new Date(2026, 10, 23, 2).getTime();
const midnight = new Date(2026, 10, 23).getTime();
const bar = { from: twoOclock, to: twoOclock + hour, total: 71, counts: [60, 0, 11] };
const options = {
  order: ['jira:issue_updated', 'comment_created', null],
  split: 'event' as const,
  now: 0,
  unread: false,
};

describe('a bar in words', () => {
  test('says its time, how many, and of what', () => {
    const words = barWords(bar, options);
    expect(words).toMatch(/23.*2:00.*3:00.*: 71 failures, 60 jira:issue_updated, 11 others$/);
    expect(barWords(bar, { ...options, split: undefined })).toMatch(/: 71 failures$/);
  });

  test('says that it still fills, and that nobody read it', () => {
    expect(barWords(bar, { ...options, now: twoOclock + 1 })).toMatch(/others, still filling$/);
    expect(barWords(bar, { ...options, now: bar.to, unread: true })).toMatch(
      /others, not all of it was read$/,
    );
  });
});

test('whole days are said without their hours', () => {
  expect(rangeWords({ from: midnight, to: midnight + 24 * hour })).not.toContain(':');
  expect(rangeWords({ from: midnight, to: midnight + 23 * hour })).toContain(':');
});

test('counts agree with their noun', () => {
  expect([0, 1, 2].map(countWords)).toEqual(['no failures', '1 failure', '2 failures']);
});

test('values are shown so that nothing in them hides', () => {
  expect(valueWords('https://a.example/in', 'url')).toBe('a.example/in');
  expect(valueWords('comment\u202Ecreated', 'event')).toBe(String.raw`comment\u{202e}created`);
  expect(valueWords('', 'event')).toBe('event not known');
  expect(valueWords(null, 'url')).toBe('others');
});
