import { describe, expect, test } from 'vitest';
import { testTimer } from '../archive/test-archive.ts';
import { createSitePatience, mostAtOnce } from './site-patience.ts';

const get = (signal?: AbortSignal) =>
  new Request('https://acme.test/', signal === undefined ? {} : { signal });
const refusal = (status: number, headers: Record<string, string> = {}) =>
  new Response('no', { status, headers });

function open(answers: readonly (() => Response | Promise<Response>)[]) {
  const timer = testTimer();
  let now = 0;
  const patience = createSitePatience({ timer, random: () => 1, now: () => now });
  let calls = 0;
  const fetch = patience('https://acme.test', () => {
    const answer = answers[Math.min(calls++, answers.length - 1)];
    return Promise.resolve(answer?.() ?? new Response('none'));
  });
  const nextWait = async () => {
    await expect.poll(timer.waits, { interval: 1 }).toHaveLength(1);
    const [ms = 0] = timer.waits();
    now += ms;
    timer.ring();
    return ms;
  };
  return { timer, fetch, nextWait, calls: () => calls };
}

describe('a read', () => {
  test.each([429, 500, 502, 503, 504])('answered with %i is made again, twice', async (status) => {
    const { fetch, nextWait, calls } = open([() => refusal(status)]);
    const answer = fetch(get());
    expect([await nextWait(), await nextWait()]).toEqual([400, 800]);
    expect((await answer).status).toBe(status);
    expect(calls()).toBe(3);
  });

  test('that succeeds then is answered so', async () => {
    const { fetch, nextWait } = open([() => refusal(503), () => new Response('good')]);
    const answer = fetch(get());
    await nextWait();
    expect(await (await answer).text()).toBe('good');
  });

  test('R11: waits for as long as it is told, and no repetition comes where that is long', async () => {
    const soon = open([() => refusal(429, { 'retry-after': '2' }), () => new Response('good')]);
    const answer = soon.fetch(get());
    expect(await soon.nextWait()).toBeGreaterThanOrEqual(2000);
    expect((await answer).status).toBe(200);

    const late = open([() => refusal(429, { 'retry-after': '30' })]);
    const told = await late.fetch(get());
    expect([told.status, told.headers.get('retry-after'), late.calls()]).toEqual([429, '30', 1]);
  });

  test.each([400, 401, 403, 404, 501])('answered with %i is not', async (status) => {
    const { fetch, calls } = open([() => refusal(status)]);
    expect((await fetch(get())).status).toBe(status);
    expect(calls()).toBe(1);
  });

  test('that nobody waits for any more ends', async () => {
    const { fetch, timer, calls } = open([() => refusal(503)]);
    const client = new AbortController();
    const answer = fetch(get(client.signal));
    await expect.poll(timer.waits, { interval: 1 }).toHaveLength(1);
    client.abort(new Error('gone'));
    await expect(answer).rejects.toThrow('gone');
    expect(calls()).toBe(1);
  });
});

test.each(['POST', 'PUT', 'DELETE'])(
  'R11: a %s is made once, whatever is answered',
  async (method) => {
    const { fetch, calls } = open([() => refusal(503)]);
    const write = { method, body: '{}' };
    const answer = await fetch(new Request('https://acme.test/', write));
    expect([answer.status, calls()]).toEqual([503, 1]);
  },
);

test('one site that hangs takes its own places only, and a place that is given up passes on', async () => {
  const patience = createSitePatience({ timer: testTimer() });
  let hanging = 0;
  const hung = patience('https://hung.test', ({ signal }) => {
    hanging++;
    return new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
  });
  const clients = Array.from({ length: 50 }, () => new AbortController());
  const answers = clients.map(async ({ signal }) => hung(get(signal)));
  const ended = Promise.allSettled(answers);
  await expect.poll(() => hanging, { interval: 1 }).toBe(mostAtOnce);

  const other = patience('https://acme.test', () => Promise.resolve(new Response('good')));
  expect((await other(get())).status).toBe(200);

  clients[0]?.abort(new Error('gone'));
  await expect.poll(() => hanging, { interval: 1 }).toBe(mostAtOnce + 1);
  for (const client of clients.toReversed()) client.abort(new Error('gone'));
  expect(new Set((await ended).map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(hanging).toBe(mostAtOnce + 1);

  const again = patience('https://hung.test', () => Promise.resolve(new Response('good')));
  expect((await again(get())).status).toBe(200);
});

test('what is repeated takes a place of its site, and none besides', async () => {
  const timer = testTimer();
  const patience = createSitePatience({ timer });
  const released = Promise.withResolvers<void>();
  let calls = 0;
  let underWay = 0;
  let most = 0;
  const fetch = patience('https://acme.test', async () => {
    if (++calls <= mostAtOnce) return refusal(503);
    most = Math.max(most, ++underWay);
    await released.promise;
    underWay--;
    return new Response('good');
  });
  const askAll = () => Promise.all(Array.from({ length: mostAtOnce }, () => fetch(get())));
  const repeated = askAll();
  await expect.poll(timer.waits, { interval: 1 }).toHaveLength(mostAtOnce);
  const others = askAll();
  timer.ring();
  await new Promise(setImmediate);
  released.resolve();
  const answers = [...(await repeated), ...(await others)];
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(most).toBe(mostAtOnce);
});

describe('R11: a site that answered 429 is left alone', () => {
  /** It asks one caller to wait `seconds`; then nothing is wrong. */
  async function openResting(seconds: number) {
    const timer = testTimer();
    const time = { now: 0 };
    const patience = createSitePatience({ timer, random: () => 1, now: () => time.now });
    const asked: string[] = [];
    const site = (name: string) =>
      patience(`https://${name}.test`, ({ method }) => {
        asked.push(`${method} ${name}`);
        const isFirst = asked.length === 1;
        return Promise.resolve(
          isFirst ? refusal(429, { 'retry-after': String(seconds) }) : new Response('good'),
        );
      });
    const write = (name = 'acme') =>
      site(name)(new Request('https://site.test/', { method: 'PUT', body: '{}' }));
    expect((await write()).status).toBe(429);
    return { timer, time, asked, write, read: () => site('acme')(get()) };
  }

  test('by all others too, who are told at once how long', async () => {
    const { timer, time, asked, read, write } = await openResting(30);
    time.now += 9500;
    for (const answer of [await read(), await write()]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '21']);
      expect(await answer.text()).toContain('nothing was sent');
    }
    expect([asked, timer.waits()]).toEqual([['PUT acme'], []]);

    expect((await write('borealis')).status).toBe(200);
    time.now += 20_500;
    expect([(await read()).status, (await write()).status]).toEqual([200, 200]);
    expect(asked).toEqual(['PUT acme', 'PUT borealis', 'GET acme', 'PUT acme']);
  });

  test('and where that is soon over, what was not sent yet waits, a write too', async () => {
    const { timer, time, asked, read, write } = await openResting(2);
    const answers = [read(), write()];
    await expect.poll(timer.waits, { interval: 1 }).toHaveLength(2);
    for (const ms of timer.waits()) expect(ms).toBeGreaterThanOrEqual(2000);
    expect(asked).toHaveLength(1);
    time.now += 2200;
    timer.ring();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
    expect(asked).toHaveLength(3);
  });

  test('no longer than a quarter of an hour', async () => {
    const { time, read } = await openResting(86_400);
    time.now += 15 * 60_000 - 6000;
    expect((await read()).headers.get('retry-after')).toBe('6');
    time.now += 6000;
    expect((await read()).status).toBe(200);
  });
});
