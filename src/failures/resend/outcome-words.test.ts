import { expect, test } from 'vitest';
import type { ResendOutcome } from '../../jira/resend.ts';
import { createAttemptId } from './attempt-id.ts';
import { outcomeWords } from './outcome-words.ts';

const wordsOf = (outcome: ResendOutcome) =>
  outcomeWords({
    id: 'a',
    url: 'https://hooks.acme.example:8443/jira',
    startedAt: 0,
    signed: false,
    outcome,
  });
const answered = (status: number, durationMs: number) =>
  wordsOf({ state: 'answered', status, headers: [], body: '', bodyEnd: 'whole', durationMs });

test.each([
  [204, 35, 'success', 'hooks.acme.example:8443 answered 204 after 35 ms'],
  [307, 999, 'warning', 'hooks.acme.example:8443 answered 307 after 999 ms'],
  [404, 1049, 'danger', 'hooks.acme.example:8443 answered 404 after 1.0 s'],
  [503, 12_345, 'danger', 'hooks.acme.example:8443 answered 503 after 12.3 s'],
])('an answer of %i is told with where it came from', (status, durationMs, tone, title) => {
  expect(answered(status, durationMs)).toMatchObject({ tone, title, label: `Answered ${status}` });
});

test('only where nothing was sent, or nothing can have arrived, is that said', () => {
  expect(wordsOf({ state: 'refused', reason: '' }).advice).toContain('Nothing left');
  expect(wordsOf({ state: 'failed', reason: '', durationMs: 1 }).advice).toContain(
    'Nothing can have',
  );
  expect(wordsOf({ state: 'unknown', reason: '' })).toMatchObject({
    label: 'Unknown',
    title: 'Nobody knows whether it arrived',
  });
});

test('an attempt’s id is a random UUID', () => {
  const ids = Array.from({ length: 1000 }, createAttemptId);
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
});
