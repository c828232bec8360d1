import { describe, expect, test } from 'vitest';
import type { ListedWebhook } from '../../jira/client.ts';
import { webhookId } from '../../jira/wire.ts';
import { largestPayload } from '../read-payload.ts';
import { loadSample } from '../samples.ts';
import { countVerdicts, groupVerdicts } from './group-verdicts.ts';
import { readBody, tryOne, tryRegistrations } from './try-registrations.ts';

const now = Date.UTC(2026, 2, 2, 8, 30);

function webhook(id: number, about: Partial<ListedWebhook> = {}): ListedWebhook {
  return {
    id: webhookId.parse(id),
    url: 'https://hooks.acme.example/jira',
    events: ['jira:issue_updated'],
    jqlFilter: 'project = PAY',
    expirationDate: now + 1000,
    json: {},
    ...about,
  };
}

async function updated() {
  const reading = readBody(await loadSample('jira:issue_updated'));
  if (reading.kind !== 'payload') throw new Error('The sample is no payload.');
  return reading.event;
}

const progress = { now, signal: new AbortController().signal, onProgress: () => {} };

describe('a registration', () => {
  test('has its verdict, and the clause that decided', async () => {
    const verdict = tryOne(await updated(), webhook(7, { jqlFilter: 'project = OPS' }), now);
    expect(verdict).toMatchObject({
      label: 'Webhook 7',
      verdict: false,
      decidedBy: { part: 'jql', clause: 'project = OPS' },
    });
  });

  test.each([
    ['project = PAY', false, 'expiry', 'Refreshed, it would be sent this.'],
    ['cf[10099] = Launch', false, 'expiry', 'cannot be told'],
    ['project = OPS', false, 'jql', 'does not satisfy'],
  ])('with %s that has expired: %s by %s', async (jqlFilter, verdict, part, words) => {
    const tried = tryOne(await updated(), webhook(7, { jqlFilter, expirationDate: now }), now);
    expect(tried).toMatchObject({ verdict, decidedBy: { part } });
    expect(tried.decidedBy.explanation).toContain(words);
  });

  test('of which Jira tells no expiry is taken for alive', async () => {
    const { expirationDate: _, ...alive } = webhook(7);
    expect(tryOne(await updated(), alive, now).verdict).toBe(true);
  });
});

describe('many registrations', () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    webhook(index, { jqlFilter: `project = PAY AND issueKey != OPS-${index}` }),
  );

  test('are tried in slices, each once and in order', async () => {
    const seen: number[] = [];
    let pauses = 0;
    const verdicts = await tryRegistrations(await updated(), many, {
      ...progress,
      onProgress: (tried) => seen.push(tried),
      pause: async () => void pauses++,
    });
    expect(verdicts?.map(({ webhook: { id } }) => id)).toEqual(many.map(({ id }) => id));
    expect(pauses).toBeGreaterThan(1);
    expect(seen).toHaveLength(pauses);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  });

  test('are left where somebody wants something else', async () => {
    const stopping = new AbortController();
    const verdicts = await tryRegistrations(await updated(), many, {
      ...progress,
      signal: stopping.signal,
      pause: async () => stopping.abort(),
    });
    expect(verdicts).toBeUndefined();
  });
});

test('what would be sent comes first, and no more than asked for', async () => {
  const filters = ['project = OPS', 'project = PAY', 'cf[10099] = Launch', 'project = PAY'];
  const verdicts =
    (await tryRegistrations(
      await updated(),
      filters.map((jqlFilter, id) => webhook(id, { jqlFilter })),
      progress,
    )) ?? [];
  const shown = (...asked: [Parameters<typeof groupVerdicts>[1], number]) =>
    groupVerdicts(verdicts, ...asked).map(({ kind, count, shown }) => [
      kind,
      count,
      shown.map(({ webhook: { id } }) => id),
    ]);
  expect(shown(undefined, 200)).toEqual([
    ['sent', 2, [1, 3]],
    ['unknown', 1, [2]],
    ['not-sent', 1, [0]],
  ]);
  expect(shown(undefined, 1)).toEqual([
    ['sent', 2, [1]],
    ['unknown', 1, []],
    ['not-sent', 1, []],
  ]);
  expect(shown('not-sent', 200)).toEqual([['not-sent', 1, [0]]]);
  expect(countVerdicts(verdicts)).toEqual({ sent: 2, unknown: 1, 'not-sent': 1 });
});

describe('a body', () => {
  test('may come as bytes', () => {
    const bytes = new TextEncoder().encode('{"webhookEvent":"sprint_closed"}');
    expect(readBody(bytes)).toEqual(readBody('{"webhookEvent":"sprint_closed"}'));
    expect(readBody(bytes)).toMatchObject({ event: { webhookEvent: 'sprint_closed' } });
  });

  test('that is too large is not even decoded', () => {
    const bytes = largestPayload + 1;
    expect(readBody(new Uint8Array(bytes))).toEqual({ kind: 'too large', bytes });
  });
});
