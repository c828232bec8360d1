import { expect, test } from 'vitest';
import { archiveStatus } from '../../jira/failures.ts';
import { testConnection } from '../test-app.ts';
import type { Poller } from './poller.ts';
import { failure, failuresPath, openTestArchive, testNow, testTimer } from './test-archive.ts';

const page = (ids: readonly string[]) =>
  Response.json(
    { values: ids.map((id) => failure(id, testNow)), maxResults: 100 },
    { headers: { date: new Date(testNow).toUTCString() } },
  );

/** A console whose Jira answers what the test says; `ask` is the address. */
async function open(answer: () => Response | Promise<Response>, intervalMs = 60_000) {
  const poller: { is?: Poller } = {};
  const archive = await openTestArchive({
    problem: (id) => poller.is?.problem(id),
    readNow: async (id) => (await poller.is?.readNow(id)) ?? false,
  });
  const timer = testTimer();
  let readings = 0;
  const connection = testConnection(async () => {
    readings++;
    return answer();
  });
  poller.is = archive.poll({ connections: [connection], timer, intervalMs });
  const { stop } = poller.is;
  const ask = async (connectionId = 'test') => {
    const path = failuresPath.replace('test', connectionId);
    const response = await archive.request(`${path}/read`, { method: 'POST' });
    return { status: response.status, body: await response.json() };
  };
  return {
    archive,
    ask,
    stop,
    readings: () => readings,
    /** Resolves once nothing is being read. */
    rest: async () => {
      await expect.poll(timer.waits, { interval: 1, timeout: 4000 }).not.toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await archive[Symbol.asyncDispose]();
    },
  };
}

test('the failures are read at once, and the answer comes when they are kept', async () => {
  const ids = ['a'];
  await using console = await open(() => page(ids));
  await console.rest();
  ids.push('b');
  const { status, body } = await console.ask();
  expect(status).toBe(200);
  expect(archiveStatus.parse(body)).toMatchObject({ total: 2, problem: null, readAt: testNow });
  expect(console.readings()).toBe(2);
});

test('whoever asks during a reading gets the next one, and all of them the same', async () => {
  const ids: string[] = [];
  const held = Promise.withResolvers<void>();
  let isFirst = true;
  await using console = await open(async () => {
    const answer = page(ids);
    if (isFirst) await held.promise;
    isFirst = false;
    return answer;
  });
  await expect.poll(console.readings).toBe(1);
  // The reading under way has passed it already.
  ids.push('late');
  const asked = Array.from({ length: 20 }, () => console.ask());
  held.resolve();
  for (const { body } of await Promise.all(asked)) {
    expect(archiveStatus.parse(body).total).toBe(1);
  }
  expect(console.readings()).toBe(2);
});

test('R11: a Jira that asked to be left alone is left alone', async () => {
  await using console = await open(
    () => new Response('{}', { status: 429, headers: { 'retry-after': '300' } }),
  );
  await console.rest();
  const { body } = await console.ask();
  expect(archiveStatus.parse(body).problem).not.toBeNull();
  expect(console.readings()).toBe(1);
  console.archive.time.now += 301_000;
  await console.ask();
  expect(console.readings()).toBe(2);
});

test('a reading that fails says so, and is tried again when asked', async () => {
  const answers = [new Response('{}', { status: 503 }), new Response('{}', { status: 500 })];
  await using console = await open(() => answers.shift() ?? page(['a']));
  await console.rest();
  expect(archiveStatus.parse((await console.ask()).body).problem).not.toBeNull();
  expect(archiveStatus.parse((await console.ask()).body)).toMatchObject({
    problem: null,
    total: 1,
  });
});

test('a stop keeps nobody waiting', async () => {
  const held = Promise.withResolvers<Response>();
  await using console = await open(() => held.promise);
  await expect.poll(console.readings).toBe(1);
  const asked = console.ask();
  // The question has to be there before the stop.
  await new Promise((resolve) => setImmediate(resolve));
  await console.stop();
  expect((await asked).status).toBeGreaterThanOrEqual(200);
  expect(console.readings()).toBe(1);
});

test.each([
  ['other', 60_000, 409, 'Connect apps only'],
  ['test', 0, 409, 'POLL_INTERVAL_MS'],
  ['nobody', 60_000, 404, ''],
])('%s with an interval of %d: %d', async (connectionId, intervalMs, status, words) => {
  await using console = await open(() => page([]), intervalMs);
  const answer = await console.ask(connectionId);
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).toContain(words);
});
