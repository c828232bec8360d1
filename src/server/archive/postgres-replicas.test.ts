import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { failureGroups, handInAnswer } from '../../jira/failures.ts';
import { startConsole } from '../console-process.ts';
import { makeStorePlace } from '../store/test-store.ts';
import { failure } from './test-archive.ts';

const counted = 1_000_000;
/** Not one of the sandbox's seed, whose failures are read too. */
const url = 'https://replicas.acme.example';
const controlState = z.object({ faults: z.array(z.object({ times: z.number() })) });

const post = (url: string, body: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** A console whose sandbox counts how often `/failed` was asked. */
async function startReplica(environment: Record<string, string>) {
  const console = await startConsole({
    ...environment,
    POLL_INTERVAL_MS: '100',
    // A lease of 10 seconds: long enough for a machine that is busy, short enough to wait for its end.
    UPSTREAM_TIMEOUT_MS: '5000',
    LOG_LEVEL: 'error',
  });
  const control = `${console.url}/sandbox/control`;
  const fault = { fault: 'delay', ms: 0, times: counted, operation: 'failed' };
  expect((await post(`${control}/faults`, fault)).status).toBe(200);
  const failures = `${console.url}/api/connections/sandbox/failures`;
  return {
    ...console,
    failures,
    async asked(): Promise<number> {
      const { faults } = controlState.parse(await (await fetch(control)).json());
      return counted - (faults[0]?.times ?? 0);
    },
    /** Both consoles have a sandbox each: told the same, they are one Jira. */
    fail: async (names: readonly string[], time: number) => {
      const records = names.map((name) =>
        failure(name, time, { url, body: `{"name": "${name}"}` }),
      );
      expect((await post(`${control}/failures`, records)).status).toBe(200);
    },
    total: async () =>
      failureGroups.parse(await (await fetch(`${failures}/groups?by=event&url=${url}`)).json())
        .total,
  };
}

const names = (round: string) => Array.from({ length: 150 }, (_, n) => `${round}-${n}`);

test('R13: of two consoles one reads; killed, the other takes over when its time is out', async () => {
  await using place = await makeStorePlace();
  await using first = await startReplica(place.environment);
  await expect.poll(first.asked, { timeout: 20_000 }).toBeGreaterThan(0);
  await using second = await startReplica(place.environment);
  const store = await place.open();
  const time = Date.now() - 60_000;

  for (const replica of [first, second]) await replica.fail(names('before'), time);
  await expect.poll(first.total, { timeout: 20_000 }).toBe(150);
  const asked = await first.asked();
  await expect.poll(first.asked, { timeout: 20_000 }).toBeGreaterThan(asked + 5);
  expect(await second.asked()).toBe(0);

  // Whether the first one still reads these is open: the second has them too, and keeps what is missing.
  for (const replica of [second, first]) await replica.fail(names('amid'), time + 1);
  first.kill('SIGKILL');
  await first.exit;
  const lease = await store.database
    .selectFrom('archive_leases')
    .selectAll()
    .executeTakeFirstOrThrow();
  expect(await second.asked()).toBe(0);
  await expect.poll(second.asked, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(Date.now()).toBeGreaterThanOrEqual(lease.until);
  await second.fail(names('after'), time + 2);
  await expect.poll(second.total, { timeout: 20_000 }).toBe(450);

  const { database } = store;
  const kept = await database
    .selectFrom('failures')
    .select('delivery_id')
    .where('url', '=', url)
    .execute();
  const expected = ['before', 'amid', 'after'].flatMap(names);
  expect(kept.map(({ delivery_id }) => delivery_id).toSorted()).toEqual(expected.toSorted());
  const bodiless = await database
    .selectFrom('failures')
    .leftJoin('failure_bodies', (join) =>
      join
        .onRef('failure_bodies.connection_id', '=', 'failures.connection_id')
        .onRef('failure_bodies.failure_time', '=', 'failures.failure_time')
        .onRef('failure_bodies.delivery_id', '=', 'failures.delivery_id'),
    )
    .select('failures.delivery_id')
    .where('failures.url', '=', url)
    .where('failure_bodies.body', 'is', null)
    .execute();
  expect(bodiless).toEqual([]);
  await store.close();
  expect(second.stderr()).toBe('');
});

test('R12: the same handed in to two consoles at once is kept once', async () => {
  await using place = await makeStorePlace();
  await using first = await startReplica(place.environment);
  await using second = await startReplica(place.environment);
  const now = Date.now();
  // Of many events, in other orders: what one has locked the other wants.
  const given = Array.from({ length: 1000 }, (_, n) =>
    failure(`d-${n}`, now - (n % 7), { url, body: `{"webhookEvent": "event-${n % 40}"}` }),
  );
  const answers = await Promise.all(
    [first, second, first, second].map(async ({ failures }, index) => {
      const records = index % 2 === 0 ? given : given.toReversed();
      return handInAnswer.parse(await (await post(failures, records)).json());
    }),
  );
  expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1000);
  expect(answers.reduce((sum, { known }) => sum + known, 0)).toBe(3000);
  expect(await first.total()).toBe(1000);
});
