import { describe, expect, test } from 'vitest';
import type { ListedWebhook } from '../../jira/client.ts';
import { JiraError, type JiraErrorKind } from '../../jira/errors.ts';
import { webhookId } from '../../jira/wire.ts';
import { judge, verdict, verdictUnseen, type ActionKind, type Sent } from './verdicts.ts';

const before = 1_700_000_000_000;
const after = before + 30 * 86_400_000;

const listed = (expirationDate?: number, id = 10_001): ListedWebhook => ({
  id: webhookId.parse(id),
  events: [],
  jqlFilter: '',
  json: {},
  ...(expirationDate !== undefined && { expirationDate }),
});
const failed = (kind: JiraErrorKind): Sent => ({
  kind: 'failed',
  error: new JiraError({ kind, messages: [`It was ${kind}.`] }),
});

const unsure = ['timeout', 'unreachable', 'garbled', 'unavailable'] as const;
const sure = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'rate-limited',
  'refused',
] as const;
const stopped: Sent = { kind: 'not-sent', because: 'Stopped before it was sent.' };
const answered: Sent = { kind: 'answered' };
const errors: Sent[] = [...unsure, ...sure].map(failed);

const because = (sent: Sent) => (sent.kind === 'failed' ? sent.error.message : expect.any(String));

/** What was sent × whether it is still listed, with which date, for each act. */
const table: [ActionKind, string, Sent[], ListedWebhook | undefined, (sent: Sent) => object][] = [
  ['delete', 'is no longer listed', [answered, ...errors], undefined, () => ({ kind: 'deleted' })],
  ['delete', 'is no longer listed', [stopped], undefined, () => ({ kind: 'gone' })],
  [
    'delete',
    'is still listed',
    [answered, ...errors],
    listed(before),
    (sent) => ({ kind: 'still-there', because: because(sent) }),
  ],
  ['delete', 'is still listed', [stopped], listed(before), () => stopped],
  [
    'refresh',
    'is no longer listed',
    [answered, stopped, ...errors],
    undefined,
    () => ({ kind: 'gone' }),
  ],
  [
    'refresh',
    'has a later date',
    [answered, ...errors],
    listed(after),
    () => ({ kind: 'renewed', until: after }),
  ],
  ['refresh', 'has a later date', [stopped], listed(after), () => stopped],
  [
    'refresh',
    'has the same date',
    [answered, ...errors],
    listed(before),
    (sent) => ({ kind: 'unchanged', expiresAt: before, because: because(sent) }),
  ],
  [
    'refresh',
    'has an earlier date',
    [answered, ...errors],
    listed(before - 1),
    (sent) => ({ kind: 'unchanged', expiresAt: before - 1, because: because(sent) }),
  ],
  ['refresh', 'has the same date', [stopped], listed(before), () => stopped],
  [
    'refresh',
    'has no date any more',
    [answered],
    listed(),
    () => ({ kind: 'renewed', until: undefined }),
  ],
  [
    'refresh',
    'has no date any more',
    errors,
    listed(),
    (sent) => ({ kind: 'unchanged', expiresAt: undefined, because: because(sent) }),
  ],
  ['refresh', 'has no date any more', [stopped], listed(), () => stopped],
];

const rows = table.flatMap(([action, state, sents, after, expected]) =>
  sents.map((sent) => ({
    action,
    state,
    said: sent.kind === 'failed' ? sent.error.kind : sent.kind,
    sent,
    after,
    expected: expected(sent),
  })),
);

describe('the verdict', () => {
  test.each(rows)(
    'of a $action ($said) whose webhook $state',
    ({ action, sent, after, expected }) => {
      expect(verdict(action, { before: listed(before), after, sent })).toEqual(expected);
    },
  );

  test('a webhook that had no date and has one now is renewed', () => {
    const evidence = { before: listed(), after: listed(after), sent: answered };
    expect(verdict('refresh', evidence)).toEqual({ kind: 'renewed', until: after });
  });

  test.each(unsure)('R12: a lost answer (%s) that took effect is renewed, deleted', (kind) => {
    const lost = failed(kind);
    const renewed = { before: listed(before), after: listed(after), sent: lost };
    expect(verdict('refresh', renewed).kind).toBe('renewed');
    const deleted = { before: listed(before), after: undefined, sent: lost };
    expect(verdict('delete', deleted).kind).toBe('deleted');
  });
});

describe('where the list could not be read', () => {
  const seen = (sent: Sent) => verdictUnseen(sent, 'No answer came in time.');
  const unknown = {
    kind: 'unknown',
    because: 'The list could not be read again: No answer came in time.',
  };

  test('what was accepted is unknown: success says nothing about one webhook', () => {
    expect(seen(answered)).toEqual(unknown);
  });

  test.each(unsure)('what ended in %s is unknown', (kind) => {
    expect(seen(failed(kind))).toEqual(unknown);
  });

  test.each(sure)('what was %s did not happen', (kind) => {
    expect(seen(failed(kind))).toEqual({ kind: 'refused', because: `It was ${kind}.` });
  });

  test('what was not sent stays so', () => {
    expect(seen(stopped)).toEqual(stopped);
  });
});

describe('judging all', () => {
  const webhooks = [3, 1, 2, 4].map((id) => listed(before, id));
  const sent = new Map<ListedWebhook['id'], Sent>([
    [webhookId.parse(1), answered],
    [webhookId.parse(2), failed('timeout')],
    [webhookId.parse(3), stopped],
  ]);

  test('gives each its own, in the order they were given', () => {
    const verdicts = judge('refresh', webhooks, sent, [
      listed(after, 9),
      listed(after, 1),
      listed(before, 3),
      listed(before, 2),
      listed(before, 4),
    ]);
    expect([...verdicts].map(([id, { kind }]) => [Number(id), kind])).toEqual([
      [3, 'not-sent'],
      [1, 'renewed'],
      [2, 'unchanged'],
      [4, 'not-sent'],
    ]);
  });

  test('gives each one without a list too', () => {
    const verdicts = judge('delete', webhooks, sent, { unreadable: 'The console failed.' });
    expect([...verdicts].map(([id, { kind }]) => [Number(id), kind])).toEqual([
      [3, 'not-sent'],
      [1, 'unknown'],
      [2, 'unknown'],
      [4, 'not-sent'],
    ]);
  });
});
