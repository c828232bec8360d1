import { describe, expect, test } from 'vitest';
import { largestPayload, readPayload } from './read-payload.ts';
import { loadSample } from './samples.ts';
import { summaryOf, verdictsOf, type TriedRegistration } from './verdicts.ts';

const registrations: TriedRegistration[] = [
  { label: 'Webhook 1', details: { events: ['jira:issue_updated'], jqlFilter: 'project = PAY' } },
  {
    label: 'Webhook 2',
    details: {
      events: ['jira:issue_updated'],
      jqlFilter: 'project = PAY AND status = Done AND issuetype = Bug',
    },
  },
  {
    label: 'Webhook 3',
    details: { events: ['jira:issue_updated'], jqlFilter: 'cf[10099] = Launch' },
  },
  { label: 'Webhook 4', details: { events: ['comment_created'], jqlFilter: 'project = PAY' } },
];

function outcome(text: string, tried = registrations) {
  const reading = readPayload(text);
  const verdicts = verdictsOf(reading, tried);
  return { verdicts, summary: summaryOf(reading, verdicts) };
}

test('each webhook gets its verdict and what decided it', async () => {
  const { verdicts, summary } = outcome(await loadSample('jira:issue_updated'));
  expect(verdicts).toMatchObject([
    { label: 'Webhook 1', verdict: true, decidedBy: { part: 'jql', clause: 'project = PAY' } },
    { label: 'Webhook 2', verdict: false, decidedBy: { part: 'jql', clause: 'status = Done' } },
    { label: 'Webhook 3', verdict: 'unknown', decidedBy: { clause: 'cf[10099] = Launch' } },
    { label: 'Webhook 4', verdict: false, decidedBy: { part: 'events' } },
  ]);
  expect(summary).toBe('Would be sent to 1 of 4 webhooks. For 1 it cannot be told.');
});

test('without a webhook it says so', async () => {
  expect(outcome(await loadSample('sprint_closed'), []).summary).toBe(
    'There is no webhook yet to try it on.',
  );
});

describe('a text that is no payload', () => {
  test('is asked for where there is none', () => {
    expect(outcome(' \n').summary).toMatch(/^Pick a sample or paste a payload/);
    expect(outcome('').verdicts).toEqual([]);
  });

  test('is told the place of its fault', () => {
    expect(outcome('{\n  "webhookEvent": comment_created\n}')).toEqual({
      verdicts: [],
      summary: 'This is not JSON. Line 2, column 19: a value is expected, not c.',
    });
  });

  test('and is JSON all the same, decides nothing', () => {
    for (const text of ['[]', 'null', '"jira:issue_created"', '{"issue": {}}']) {
      const { verdicts } = outcome(text);
      expect(verdicts.map(({ verdict }) => verdict)).toEqual(registrations.map(() => 'unknown'));
      expect(verdicts[0]?.decidedBy.part).toBe('payload');
    }
  });
});

describe('the size of a payload', () => {
  const padded = (bytes: number, character = 'x') => {
    const frame = '{"webhookEvent":"comment_created","pad":""}';
    const width = new TextEncoder().encode(character).length;
    const pad = character.repeat((bytes - frame.length) / width);
    return frame.replace('""', `"${pad}"`);
  };

  test('may be up to the limit, counted as UTF-8', () => {
    expect(readPayload(padded(largestPayload)).kind).toBe('payload');
    expect(readPayload(padded(largestPayload + 1))).toMatchObject({ kind: 'too large' });
    expect(readPayload(padded(largestPayload - 200, '€')).kind).toBe('payload');
    expect(readPayload(padded(largestPayload + 200, '€'))).toMatchObject({ kind: 'too large' });
  });

  test('is named with the limit where it is above', () => {
    expect(outcome(padded(6_250_000)).summary).toMatch(
      /^This is 6\.3 MB\. A payload of up to 5 MB can be tried here/,
    );
  });
});
