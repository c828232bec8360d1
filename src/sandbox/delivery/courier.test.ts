import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { control } from '../caller.ts';
import { memoryStorage, type SandboxStorage } from '../storage.ts';
import { openLaboratory, recordingSend, start, storageWith, type Sent } from './laboratory.ts';

const created = { name: 'jira:issue_created' };

/** What a process leaves behind that is killed now. */
async function copyOf(storage: SandboxStorage): Promise<SandboxStorage> {
  const copy = memoryStorage();
  await copy.apply(await storage.load());
  return copy;
}

/** Holds back every answer until it is opened, and tells how many wait. */
function gatedSend() {
  const gate = Promise.withResolvers<void>();
  let waiting = 0;
  let most = 0;
  const { sent, send } = recordingSend(async () => {
    most = Math.max(most, ++waiting);
    await gate.promise;
    waiting--;
    return 200;
  });
  return { sent, send, open: gate.resolve, most: () => most, waiting: () => waiting };
}

describe('at once', () => {
  test.each([
    ['Primary', 20],
    ['Secondary', 10],
  ])('go to one host, of the flow %s, at most %d', async (flow, limit) => {
    const { sent, send, open, most, waiting } = gatedSend();
    const { setOff, deliveries } = await openLaboratory({ send });
    const answer = setOff({ ...created, times: 60, flow });
    await vi.waitUntil(() => waiting() === limit);
    open();
    await answer;
    expect(most()).toBe(limit);
    expect(sent).toHaveLength(60);
    expect(await deliveries()).toEqual({ pending: [], delivered: 60, givenUp: 0 });
  });

  test('go to each host and in each flow as many: one full lane holds up no other', async () => {
    const { send, open, waiting } = gatedSend();
    const storage = await storageWith([{}, { url: 'https://relay.acme.example/' }]);
    const { setOff, deliveries } = await openLaboratory({ storage, send });
    const answers = [
      setOff({ ...created, times: 30 }),
      setOff({ ...created, times: 30, flow: 'Secondary' }),
    ];
    await vi.waitUntil(() => waiting() === 60);
    open();
    await Promise.all(answers);
    expect(await deliveries()).toMatchObject({ delivered: 120 });
  });
});

test('a receiver that does not answer in time is tried again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const sending = Promise.withResolvers<void>();
    const send = () => {
      sending.resolve();
      return new Promise<Response>(() => undefined);
    };
    const { setOff, deliveries } = await openLaboratory({ send });
    const answer = setOff(created);
    await sending.promise;
    await vi.advanceTimersByTimeAsync(10_000);
    await answer;
    expect((await deliveries()).pending).toMatchObject([{ attempts: 1 }]);
  } finally {
    vi.useRealTimers();
  }
});

test('retries come by themselves when their time has come', async () => {
  vi.useFakeTimers({ now: start });
  try {
    const { sent, send } = recordingSend(() => 500);
    const { setOff } = await openLaboratory({ send, clock: { now: () => Date.now() } });
    await setOff(created);
    for (let retries = 1; retries <= 5; retries++) {
      vi.advanceTimersByTime(15 * 60_000);
      // Signing takes real time; waiting for it lets the stopped one go on by milliseconds.
      await vi.waitUntil(() => sent.length > retries, { timeout: 10_000 });
    }
    expect(sent.map(({ retry }) => retry)).toEqual([null, '1', '2', '3', '4', '5']);
  } finally {
    vi.useRealTimers();
  }
});

describe('a restart', () => {
  test('R13: killed between deliveries, what was delivered is not sent again, and the rest is', async () => {
    const urls = Array.from({ length: 9 }, (_, index) => `https://r${index}.example/`);
    const storage = await storageWith(urls.map((url) => ({ url })));
    const arrived = Promise.withResolvers<void>();
    const before = recordingSend(({ url }) => {
      if (before.sent.length === urls.length) arrived.resolve();
      return urls.indexOf(url) < 4 ? 200 : new Promise<number>(() => undefined);
    });
    const first = await openLaboratory({ storage, send: before.send });
    void first.setOff(created).catch(() => undefined);
    await arrived.promise;
    await vi.waitUntil(async () => (await first.deliveries()).delivered === 4);

    const after = recordingSend(() => 200);
    const second = await openLaboratory({ storage: await copyOf(storage), send: after.send });
    await second.move('0s');
    expect(after.sent.map(({ url }) => url).toSorted()).toEqual(urls.slice(4));
    const identifiers = new Map(before.sent.map((sent) => [sent.url, sent.identifier]));
    for (const { url, identifier } of after.sent) expect(identifier).toBe(identifiers.get(url));
    expect(await second.deliveries()).toEqual({ pending: [], delivered: 9, givenUp: 0 });
    await first.sandbox.close();
  });

  test('keeps the count of attempts and the time of the next one', async () => {
    const { sent, send } = recordingSend(() => 500);
    const first = await openLaboratory({ send });
    await first.setOff(created);
    await first.move('20m');
    const second = await openLaboratory({ storage: first.storage, send });
    expect(await second.deliveries()).toEqual(await first.deliveries());
    await second.move('90m');
    expect(sent).toHaveLength(6);
  });

  test('makes once more what closing broke off, and begins nothing after it', async () => {
    const sending = Promise.withResolvers<void>();
    const send = () => {
      sending.resolve();
      return new Promise<Response>(() => undefined);
    };
    const first = await openLaboratory({ send });
    const answer = first.setOff(created);
    await sending.promise;
    await first.sandbox.close();
    expect((await answer).deliveries).toMatchObject([{ outcome: 'pending' }]);
    const { sent, send: next } = recordingSend(() => 200);
    const second = await openLaboratory({ storage: first.storage, send: next });
    await second.move('0s');
    expect(sent.map(({ retry }) => retry)).toEqual([null]);
  });
});

test('where the outcome cannot be stored, it is tried again later, and not in a loop', async () => {
  const storage = await storageWith([{}]);
  const trouble: { failure?: Error } = {};
  const troubled: SandboxStorage = {
    load: () => storage.load(),
    apply: (changes) =>
      trouble.failure ? Promise.reject(trouble.failure) : storage.apply(changes),
  };
  const errors: unknown[] = [];
  const { sent, send } = recordingSend(() => {
    if (sent.length === 1) trouble.failure = new Error('disk full');
    return 200;
  });
  const { setOff, move, deliveries } = await openLaboratory({
    storage: troubled,
    send,
    onError: (error) => errors.push(error),
  });
  expect((await setOff(created)).deliveries).toMatchObject([{ outcome: 'pending' }]);
  expect(errors).toEqual([trouble.failure]);
  delete trouble.failure;
  await move('1s');
  expect(sent).toHaveLength(2);
  expect(await deliveries()).toEqual({ pending: [], delivered: 1, givenUp: 0 });
});

describe('the clock', () => {
  test('passes through what is due on its way: what fails fails at its own time', async () => {
    const { send } = recordingSend(() => 500);
    const { setOff, move, failed } = await openLaboratory({ send });
    await setOff({ ...created, times: 20 });
    await move('2h');
    const times = (await failed()).values.map(({ failureTime }) => failureTime - start);
    expect(times).toHaveLength(20);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(25 * 60_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(80 * 60_000);
    expect(new Set(times).size).toBeGreaterThan(5);
  });

  test('moved back leaves what waits as long to wait', async () => {
    const { sent, send } = recordingSend(() => 500);
    const { setOff, move, sandbox } = await openLaboratory({ send });
    await move('10d');
    await setOff(created);
    await control(sandbox, 'DELETE', '/clock');
    await move('15m');
    expect(sent).toHaveLength(2);
  });

  test('reset on its way goes no further', async () => {
    const gate = Promise.withResolvers<void>();
    const { sent, send } = recordingSend(async ({ retry }) => {
      if (retry === '1') await gate.promise;
      return 500;
    });
    const { setOff, move, sandbox } = await openLaboratory({ send });
    await setOff(created);
    const moving = move('3h');
    await vi.waitUntil(() => sent.length === 2);
    await control(sandbox, 'POST', '/reset', { scenario: 'empty' });
    gate.resolve();
    await moving;
    expect((await control(sandbox, 'GET', '')).body).toMatchObject({
      offsetMs: 0,
      deliveries: { pending: 0, delivered: 0, givenUp: 0 },
      failures: 0,
    });
    expect(sent).toHaveLength(2);
  });
});

describe('whatever receivers answer', () => {
  const status = fc.constantFrom(200, 204, 404, 410, 408, 409, 425, 429, 500, 503, 'lost');
  /** The answers to the attempts at one URL, one after another; the last one stays. */
  const courses = fc.array(
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(500) }, status), {
      minLength: 1,
      maxLength: 7,
    }),
    { minLength: 1, maxLength: 5 },
  );
  const isOver = (answer: number | string) => answer === 200 || answer === 204;
  const isRefused = (answer: number | string) => answer === 404 || answer === 410;

  test('each event reaches each URL at least once or is recorded exactly once, after six tries at most', async () => {
    await fc.assert(
      fc.asyncProperty(
        courses,
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        fc.integer({ min: 1, max: 3 }),
        async (answers, restarts, times) => {
          const urlOf = (index: number) => `https://r${index}.example/`;
          const answerTo = ({ url, retry }: Sent) => {
            const course = answers.find((_, index) => urlOf(index) === url) ?? [];
            return course[Math.min(Number(retry), course.length - 1)] ?? 'lost';
          };
          const { sent, send } = recordingSend((entry) => {
            const answer = answerTo(entry);
            if (typeof answer === 'number') return answer;
            throw new TypeError('lost');
          });
          const storage = await storageWith(answers.map((_, index) => ({ url: urlOf(index) })));
          let laboratory = await openLaboratory({ storage, send });
          await laboratory.setOff({ ...created, times });
          for (const restart of restarts) {
            if (restart) laboratory = await openLaboratory({ storage, send });
            await laboratory.move('11m');
          }

          const recorded = (await laboratory.failed()).values.map(({ id }): string => id);
          expect(new Set(recorded).size).toBe(recorded.length);
          const byDelivery = Map.groupBy(sent, ({ identifier }) => identifier);
          expect(byDelivery.size).toBe(answers.length * times);
          for (const [identifier, attempts] of byDelivery) {
            const got = attempts.map(answerTo);
            const last = got.at(-1) ?? 'lost';
            expect(attempts.map(({ retry }) => Number(retry))).toEqual(
              got.map((_, index) => index),
            );
            expect(got.slice(0, -1).some((answer) => isOver(answer) || isRefused(answer))).toBe(
              false,
            );
            expect(new Set(attempts.map(({ url, body }) => `${url} ${body}`)).size).toBe(1);
            expect(attempts.length === 6 || isOver(last) || isRefused(last)).toBe(true);
            expect(recorded.includes(identifier)).toBe(!isOver(last));
          }
          const { pending, delivered, givenUp } = await laboratory.deliveries();
          expect(pending).toEqual([]);
          // An answer that says "done" was counted once.
          expect(delivered + givenUp).toBe(byDelivery.size);
          expect(givenUp).toBe(recorded.length);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);
});

test('a URL that no request can go to is recorded like one where nobody answers', async () => {
  const storage = await storageWith([{ url: 'https://user:password@hooks.acme.example/' }]);
  const { sent, send } = recordingSend(() => 200);
  const { setOff, move, failed } = await openLaboratory({ storage, send });
  await setOff(created);
  await move('2h');
  expect(sent).toEqual([]);
  expect((await failed()).values).toHaveLength(1);
});
