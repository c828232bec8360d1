import { describe, expect, test } from 'vitest';
import type { ListedWebhook } from '../../jira/client.ts';
import { webhookId } from '../../jira/wire.ts';
import type { Operation } from './operations.ts';
import type { ActionKind, Verdict } from './verdicts.ts';
import { operationTitle, verdictLabel, verdictTone, verdictWords, webhooksWords } from './words.ts';

const moment = Date.UTC(2026, 10, 24, 13, 5, 9);
const because = 'Jira said why.';

const verdicts: [Verdict, string, string][] = [
  [{ kind: 'renewed', until: undefined }, 'good', 'Renewed'],
  [{ kind: 'unchanged', expiresAt: undefined, because }, 'bad', 'Not renewed: Jira said why.'],
  [{ kind: 'gone' }, 'unsure', 'Jira no longer knows it'],
  [{ kind: 'deleted' }, 'good', 'Deleted'],
  [{ kind: 'still-there', because }, 'bad', 'Still there: Jira said why.'],
  [{ kind: 'not-sent', because }, 'bad', 'Not sent: Jira said why.'],
  [{ kind: 'refused', because }, 'bad', 'Refused: Jira said why.'],
  [{ kind: 'unknown', because }, 'unsure', 'Unknown. Jira said why.'],
];

describe('a verdict', () => {
  test.each(verdicts)('%j is %s: %s', (verdict, tone, words) => {
    expect(verdictTone(verdict)).toBe(tone);
    expect(verdictWords(verdict)).toBe(words);
    expect(words.startsWith(verdictLabel(verdict))).toBe(true);
    expect(verdictLabel(verdict)).not.toContain(because);
  });

  test('names the date it now has, or still has', () => {
    expect(verdictWords({ kind: 'renewed', until: moment })).toMatch(/^Renewed until .*24/);
    expect(verdictWords({ kind: 'unchanged', expiresAt: moment, because })).toMatch(
      /^Not renewed, still until .*24.*: Jira said why\.$/,
    );
  });
});

describe('an act', () => {
  const act = (action: ActionKind, ...kinds: Verdict[]): Operation => {
    const webhooks = kinds.map((_, index): ListedWebhook => ({
      id: webhookId.parse(10_001 + index),
      events: [],
      jqlFilter: '',
      json: {},
    }));
    const verdicts = new Map(kinds.map((one, index) => [webhookId.parse(10_001 + index), one]));
    return { id: 1, action, connectionId: 'a', webhooks, phase: { name: 'done', verdicts } };
  };
  const deleted: Verdict = { kind: 'deleted' };
  const gone: Verdict = { kind: 'gone' };

  test('says what it does while it lasts', () => {
    const one = act('delete', deleted);
    const titles = [
      { name: 'undoable', until: moment } as const,
      { name: 'sending', done: 0 } as const,
      { name: 'verifying' } as const,
    ].map((phase) => operationTitle({ ...one, phase }));
    expect(titles).toEqual([
      'Deleting webhook 10001',
      'Deleting webhook 10001',
      'Reading the list again to see what became of webhook 10001',
    ]);
    expect(
      operationTitle({ ...act('refresh', gone, gone), phase: { name: 'sending', done: 1 } }),
    ).toBe('Refreshing 2 webhooks');
  });

  test('says of one what became of it, of many how many it was done to', () => {
    expect(operationTitle(act('delete', gone))).toBe('Webhook 10001: Jira no longer knows it');
    expect(operationTitle(act('delete', deleted, deleted))).toBe('Deleted 2 webhooks');
    expect(operationTitle(act('delete', deleted, gone, deleted))).toBe('Deleted 2 of 3 webhooks');
    expect(operationTitle(act('refresh', gone, gone))).toBe('Refreshed 0 of 2 webhooks');
  });

  test('counts its webhooks, and names the only one', () => {
    expect(webhooksWords([{ id: 7 }])).toBe('webhook 7');
    expect(webhooksWords([{ id: 7 }, { id: 8 }])).toBe('2 webhooks');
  });
});
