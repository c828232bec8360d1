import { expect, test } from 'vitest';
import type { Connection } from '../connections/connection.ts';
import { testConnection } from '../test-app.ts';
import { openTestArchive, testTimer } from './test-archive.ts';

const empty = () => Response.json({ values: [], maxResults: 100 });
const intervalMs = 60_000;

const named = (count: number, fetch: (index: number) => Connection['fetch']): Connection[] =>
  Array.from({ length: count }, (_, index) => ({
    ...testConnection(fetch(index)),
    id: `site-${index}`,
  }));

test('thousands are not read in one moment, but spread over the interval', async () => {
  await using archive = await openTestArchive();
  const asked: number[] = [];
  const connections = named(3000, (index) => () => {
    asked.push(index);
    return Promise.resolve(empty());
  });
  const timer = testTimer();
  const poller = archive.poll({ connections, timer, intervalMs });
  // All wait, the first few for their second reading.
  await expect.poll(() => timer.waits().length, { timeout: 10_000 }).toBe(3000);
  expect(asked.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const perSecond = new Map<number, number>();
  for (const ms of timer.waits()) {
    const second = Math.floor(ms / 1000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(51);
  await poller.stop();
});

test('sites that hang, however many, are asked by turns and delay none that answers', async () => {
  await using archive = await openTestArchive();
  const all = 90;
  const good = 20;
  const count = { hanging: 0, mostHanging: 0, givenUp: 0, answered: 0 };
  let isHung = false;
  const hang: Connection['fetch'] = ({ signal }) => {
    count.mostHanging = Math.max(count.mostHanging, ++count.hanging);
    return new Promise((_, reject) =>
      signal.addEventListener('abort', () => {
        count.hanging--;
        count.givenUp++;
        reject(signal.reason as Error);
      }),
    );
  };
  /** How many had been given up when the last of the good ones was asked. */
  let givenUpBefore = 0;
  // The good ones come last: whoever waits by turns has the others before them.
  const connections = named(all, (index) => (request) => {
    if (isHung && index < all - good) return hang(request);
    count.answered++;
    givenUpBefore = count.givenUp;
    return Promise.resolve(empty());
  });
  const timer = testTimer();
  const poller = archive.poll({ connections, timer, intervalMs, timeoutMs: 4000 });
  const allWait = async () => {
    await expect.poll(() => timer.waits().length, { timeout: 20_000 }).toBe(all);
  };
  await allWait();
  timer.ring();
  await allWait();

  isHung = true;
  timer.ring();
  await allWait();
  expect(count.givenUp).toBe(all - good);
  expect(count.mostHanging).toBe(64);

  // Those that hung stand in a lane of their own now.
  count.answered = 0;
  count.givenUp = 0;
  timer.ring();
  await expect.poll(() => count.answered, { timeout: 20_000 }).toBe(good);
  expect(givenUpBefore).toBe(0);
  await poller.stop();
});
