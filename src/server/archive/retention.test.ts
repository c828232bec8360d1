import { expect, test } from 'vitest';
import { day, hour } from '../../sandbox/clock.ts';
import { keepFailures } from './keep-failures.ts';
import { startRetention } from './retention-loop.ts';
import { keptFrom } from './retention.ts';
import { failure, openTestArchive, payload, testNow, testTimer } from './test-archive.ts';

test('what is past its time is deleted, all of it and nothing else, in every connection', async () => {
  await using archive = await openTestArchive();
  const { database, clock, logger } = archive;
  const limit = keptFrom(testNow, 90);
  expect(testNow - 90 * day - limit).toBeLessThan(hour);
  const body = payload('comment_created', 'OPS-1', [1, 2]);
  const old = Array.from({ length: 1200 }, (_, n) =>
    failure(`old-${n}`, limit - 1 - (n % 2) * hour, { body }),
  );
  const kept = [failure('kept', limit, { body }), failure('new', testNow, { body })];
  for (const id of ['test', 'gone']) await keepFailures(database, id, [...old, ...kept], testNow);

  const timer = testTimer();
  const retention = startRetention({ database, clock, timer, logger, keptDays: 90 });
  await expect.poll(timer.waits, { timeout: 4000 }).toEqual([hour]);
  const count = async (
    table: 'failures' | 'failure_bodies' | 'failure_webhooks' | 'failure_hours',
  ) => (await database.selectFrom(table).selectAll().execute()).length;
  expect(await count('failures')).toBe(4);
  expect(await count('failure_bodies')).toBe(4);
  expect(await count('failure_webhooks')).toBe(8);
  expect(await count('failure_hours')).toBe(4);

  archive.time.now += 90 * day;
  timer.ring();
  await expect.poll(() => count('failures'), { timeout: 4000 }).toBe(2);
  await retention.stop();
});
