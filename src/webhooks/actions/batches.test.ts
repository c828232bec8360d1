import * as fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { JiraError, type JiraErrorKind } from '../../jira/errors.ts';
import { webhookId, type WebhookId } from '../../jira/wire.ts';
import { batchSize, sendInBatches, waitUnless } from './batches.ts';

const now = 1_700_000_000_000;

const idsUpTo = (count: number) =>
  Array.from({ length: count }, (_, index) => webhookId.parse(index));
const failed = (kind: JiraErrorKind, retryAfterMs?: number) =>
  new JiraError({
    kind,
    messages: [`It was ${kind}.`],
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
const tooMany = (retryAfterMs?: number) => failed('rate-limited', retryAfterMs);

/** Sends `count` ids to a Jira that gives these answers, one a request, and good ones from then on. */
function sending(count: number, answers: readonly (Error | undefined)[] = []) {
  const requests: WebhookId[][] = [];
  const waits: number[] = [];
  const progress: { done: number; waitUntil?: number }[] = [];
  const stop = new AbortController();
  const hooks: { onSend?: (sends: number) => void; onWait?: () => void } = {};
  const run = () =>
    sendInBatches(idsUpTo(count), {
      stop: stop.signal,
      send(ids) {
        requests.push([...ids]);
        hooks.onSend?.(requests.length);
        const answer = answers[requests.length - 1];
        return answer ? Promise.reject(answer) : Promise.resolve();
      },
      wait(milliseconds) {
        waits.push(milliseconds);
        hooks.onWait?.();
        return Promise.resolve();
      },
      onProgress: (one) => progress.push(one),
    });
  return { run, requests, waits, progress, stop, hooks };
}

/** How many ids ended in what, in the order of the ids: `answered 50, not-sent 1`. */
function outcomes(sent: Awaited<ReturnType<typeof sendInBatches>>): string {
  const runs: { kind: string; count: number }[] = [];
  for (const { kind } of sent.values()) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.count++;
    else runs.push({ kind, count: 1 });
  }
  return runs.map(({ kind, count }) => `${kind} ${count}`).join(', ');
}

beforeEach(() => {
  vi.useFakeTimers({ now });
  return () => vi.useRealTimers();
});

describe('batches', () => {
  test.each([
    [0, []],
    [1, [1]],
    [batchSize, [50]],
    [51, [50, 1]],
    [500, Array.from({ length: 10 }, () => 50)],
  ])('%d ids go once each, in order', async (count, sizes) => {
    const { run, requests, waits, progress } = sending(count);
    const sent = await run();
    expect(requests.map((ids) => ids.length)).toEqual(sizes);
    expect(requests.flat()).toEqual(idsUpTo(count));
    expect([...sent.keys()]).toEqual(idsUpTo(count));
    expect(outcomes(sent)).toBe(count === 0 ? '' : `answered ${count}`);
    expect(progress.at(-1)).toEqual(count === 0 ? undefined : { done: count });
    expect(waits).toEqual([]);
  });

  test.each(['timeout', 'unreachable', 'unavailable', 'garbled', 'invalid', 'refused'] as const)(
    'R11: one that ended in %s is not sent again, and does not stop the others',
    async (kind) => {
      const { run, requests } = sending(120, [undefined, failed(kind)]);
      expect(outcomes(await run())).toBe('answered 50, failed 50, answered 20');
      expect(requests).toHaveLength(3);
    },
  );

  test.each(['unauthenticated', 'forbidden', 'not-found'] as const)(
    'after %s the rest is not sent: it could only fail alike',
    async (kind) => {
      const { run, requests } = sending(120, [undefined, failed(kind)]);
      const sent = await run();
      expect(outcomes(sent)).toBe('answered 50, failed 50, not-sent 20');
      expect(sent.get(webhookId.parse(119))).toEqual({
        kind: 'not-sent',
        because: `It was ${kind}.`,
      });
      expect(requests).toHaveLength(2);
    },
  );

  test('a fault of our own loses no verdict: what it did is left for the list to say', async () => {
    const fault = new TypeError('x is undefined');
    const sent = await sending(60, [fault]).run();
    expect(outcomes(sent)).toBe('failed 50, answered 10');
    const first = sent.get(webhookId.parse(0));
    if (first?.kind !== 'failed') throw new Error('Expected the first to have failed');
    expect(first.error.effectUnknown).toBe(true);
    expect(first.error.cause).toBe(fault);
  });
});

describe('too many requests', () => {
  test('R11: is waited for as Retry-After says, and the same batch sent once more', async () => {
    const { run, requests, waits, progress } = sending(60, [undefined, tooMany(7000)]);
    expect(outcomes(await run())).toBe('answered 60');
    expect(waits).toEqual([7000]);
    expect(requests.map((ids) => ids[0])).toEqual([0, 50, 50]);
    expect(progress).toEqual([
      { done: 50 },
      { done: 50, waitUntil: now + 7000 },
      { done: 50 },
      { done: 60 },
    ]);
  });

  test('R11: a second time for the same batch ends the act: nothing is sent a third time', async () => {
    const { run, requests, waits } = sending(160, [undefined, tooMany(1000), tooMany(1000)]);
    expect(outcomes(await run())).toBe('answered 50, failed 50, not-sent 60');
    expect(requests).toHaveLength(3);
    expect(waits).toEqual([1000]);
  });

  test('R11: another failure after the wait is not sent again either', async () => {
    const { run, requests } = sending(60, [tooMany(1000), failed('timeout')]);
    expect(outcomes(await run())).toBe('failed 50, answered 10');
    expect(requests.map((ids) => ids[0])).toEqual([0, 0, 50]);
  });

  test('R11: each batch has its own one more try', async () => {
    const { run, requests, waits } = sending(100, [tooMany(1000), undefined, tooMany(2000)]);
    expect(outcomes(await run())).toBe('answered 100');
    expect(waits).toEqual([1000, 2000]);
    expect(requests).toHaveLength(4);
  });

  test('R11: without Retry-After half a minute is waited, over five minutes not at all', async () => {
    const unsaid = sending(1, [tooMany()]);
    expect(outcomes(await unsaid.run())).toBe('answered 1');
    expect(unsaid.waits).toEqual([30_000]);

    const atMost = sending(1, [tooMany(300_000)]);
    expect(outcomes(await atMost.run())).toBe('answered 1');

    const long = sending(60, [tooMany(300_001)]);
    expect(outcomes(await long.run())).toBe('failed 50, not-sent 10');
    expect(long.waits).toEqual([]);
    expect(long.requests).toHaveLength(1);
  });
});

describe('stop', () => {
  test('before the first batch sends nothing', async () => {
    const { run, requests, stop } = sending(60);
    stop.abort();
    expect(outcomes(await run())).toBe('not-sent 60');
    expect(requests).toEqual([]);
  });

  test('lets the batch under way end, and sends no other', async () => {
    const { run, requests, stop, hooks } = sending(160);
    hooks.onSend = (sends) => sends === 2 && stop.abort();
    const sent = await run();
    expect(outcomes(sent)).toBe('answered 100, not-sent 60');
    expect(requests).toHaveLength(2);
    expect(sent.get(webhookId.parse(100))).toEqual({
      kind: 'not-sent',
      because: 'Stopped before it was sent.',
    });
  });

  test('while Jira asks to wait ends the act there and then', async () => {
    const { run, requests, stop, hooks } = sending(160, [undefined, tooMany(7000)]);
    hooks.onWait = () => stop.abort();
    const sent = await run();
    expect(outcomes(sent)).toBe('answered 50, not-sent 110');
    expect(requests).toHaveLength(2);
    expect(sent.get(webhookId.parse(50))).toEqual({
      kind: 'not-sent',
      because: 'Stopped while Jira asked to wait.',
    });
  });
});

test('R11: whatever Jira answers, each id has one outcome and no batch is sent a third time', async () => {
  const kinds: JiraErrorKind[] = [
    'invalid',
    'unauthenticated',
    'forbidden',
    'not-found',
    'rate-limited',
    'refused',
    'unavailable',
    'timeout',
    'unreachable',
    'garbled',
  ];
  const answer = fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...kinds).map((kind) => failed(kind)) },
    { weight: 2, arbitrary: fc.nat(400_000).map(tooMany) },
    { weight: 1, arbitrary: fc.constant(new TypeError('x is undefined')) },
  );
  const stopAt = fc.option(fc.integer({ min: 1, max: 20 }));
  await fc.assert(
    fc.asyncProperty(fc.nat(520), fc.array(answer), stopAt, async (count, answers, stopAt) => {
      const { run, requests, waits, progress, stop, hooks } = sending(count, answers);
      hooks.onSend = (sends) => sends === stopAt && stop.abort();
      const sent = await run();

      expect([...sent.keys()]).toEqual(idsUpTo(count));
      const sends = Map.groupBy(requests, ([first]) => first);
      const again = [...sends.values()].filter((same) => same.length > 1);
      expect(again.every((same) => same.length === 2)).toBe(true);
      // Nothing is sent twice that was not asked to wait, and nothing waits twice.
      expect(waits.length).toBeGreaterThanOrEqual(again.length);
      expect(waits.length).toBeLessThanOrEqual(sends.size);
      const attempted = [...sent].filter(([, { kind }]) => kind !== 'not-sent');
      const unasked = new Set(attempted.map(([id]) => id)).difference(new Set(requests.flat()));
      expect(unasked).toEqual(new Set());
      const done = progress.map((one) => one.done);
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(done.every((one) => one <= count)).toBe(true);
      expect(requests.length).toBeLessThanOrEqual(stopAt ?? Infinity);
    }),
  );
});

describe('waiting', () => {
  const settled = async (promise: Promise<void>) => {
    const state = { done: false };
    void promise.then(() => (state.done = true));
    await vi.advanceTimersByTimeAsync(0);
    return state;
  };

  test('ends after its time, not before, and leaves nothing behind', async () => {
    const stop = new AbortController();
    const state = await settled(waitUnless(5000, stop.signal));
    await vi.advanceTimersByTimeAsync(4999);
    expect(state.done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.done).toBe(true);
    stop.abort();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends at once when it is stopped, or was before it began', async () => {
    const stop = new AbortController();
    const state = await settled(waitUnless(5000, stop.signal));
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.done).toBe(true);
    expect((await settled(waitUnless(5000, stop.signal))).done).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
