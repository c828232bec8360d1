import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { archiveStatus } from '../../jira/failures.ts';
import { hour } from '../../sandbox/clock.ts';
import { openSandbox } from '../../sandbox/sandbox.ts';
import { memoryStorage } from '../../sandbox/storage.ts';
import type { Connection } from '../connections/connection.ts';
import { sandboxConnections } from '../embedded-sandbox/sandbox-connections.ts';
import { testConnection } from '../test-app.ts';
import { keepFailures, type GivenFailure } from './keep-failures.ts';
import { failure, openTestArchive, payload, testNow, testTimer } from './test-archive.ts';

type Archive = Awaited<ReturnType<typeof openTestArchive>>;

const keptOf = async ({ database }: Archive, connectionId = 'test') =>
  (
    await database
      .selectFrom('failures')
      .select(['failure_time', 'delivery_id'])
      .where('connection_id', '=', connectionId)
      .execute()
  ).map((row) => `${row.failure_time} ${row.delivery_id}`);

const nameOf = ({ failureTime, id }: GivenFailure) => `${failureTime} ${id}`;

const page = (values: readonly unknown[], next?: string, headers: Record<string, string> = {}) =>
  Response.json(
    { values, maxResults: 2, ...(next === undefined ? {} : { next }) },
    {
      headers: { date: new Date(testNow).toUTCString(), ...headers },
    },
  );

/** A connection that answers what the test says, and keeps the queries it was asked. */
function scripted(answer: (query: string, request: Request) => Response | Promise<Response>) {
  const asked: string[] = [];
  const connection = testConnection(async (request) => {
    const { search, host, pathname } = new URL(request.url);
    expect([host, pathname]).toEqual(['jira.test', '/rest/api/3/webhook/failed']);
    asked.push(search);
    return answer(search, request);
  });
  return { connection, asked };
}

/** Resolves once a round is over. */
async function roundOver(timer: ReturnType<typeof testTimer>): Promise<void> {
  await expect.poll(timer.waits, { interval: 1, timeout: 4000 }).not.toEqual([]);
}

/** Polls once, as a console that starts and stops. */
async function pollOnce(archive: Archive, connection: Connection): Promise<void> {
  const timer = testTimer();
  const poller = archive.poll({ connections: [connection], timer });
  await roundOver(timer);
  await poller.stop();
  expect(poller.problem(connection.id)).toBeUndefined();
}

async function openWithSandbox(archive: Archive) {
  const sandbox = await openSandbox({ storage: memoryStorage(), clock: archive.clock });
  const control = async (path: string, body: unknown) => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    const url = `https://sandbox.example/sandbox/control/${path}`;
    expect((await sandbox.fetch(new Request(url, init))).status).toBe(200);
  };
  await control('reset', { scenario: 'empty' });
  const [connect] = sandboxConnections(sandbox);
  if (!connect) throw new Error('The sandbox has no connection.');
  return { connect, control };
}

describe('reading a sandbox', () => {
  const runs = Number(process.env['RUNS'] ?? 15);
  const patience = { timeout: 10_000 + runs * 1000 };
  test(
    'E2: every record of random sets exactly once, whatever times they share',
    patience,
    async () => {
      await using archive = await openTestArchive();
      const offsets = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 130 }), {
        minLength: 1,
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(offsets, async (rounds) => {
          // The token that the sandbox checks has the real time, and 30 seconds of leeway.
          archive.time.now = Date.now();
          const { connect, control } = await openWithSandbox(archive);
          const connection = { ...connect, id: crypto.randomUUID() };
          const all: GivenFailure[] = [];
          for (const [round, times] of rounds.entries()) {
            // Each round adds to the last millisecond of the one before.
            const start = archive.time.now - hour + round * 3;
            const given = times.map((time, n) => failure(`r${round}-${n}`, start + time));
            all.push(...given);
            await control('failures', given);
            await pollOnce(archive, connection);
          }
          expect((await keptOf(archive, connection.id)).toSorted()).toEqual(
            all.map(nameOf).toSorted(),
          );
        }),
        { numRuns: runs },
      );
    },
  );

  test('500 that failed within one second are all kept, and read again double nothing', async () => {
    await using archive = await openTestArchive();
    archive.time.now = Date.now();
    const { connect, control } = await openWithSandbox(archive);
    const given = Array.from({ length: 500 }, (_, n) =>
      failure(`d-${n}`, archive.time.now - 5000 + n * 2, { body: `{"n": ${n}}` }),
    );
    await control('failures', given);
    await pollOnce(archive, connect);
    await pollOnce(archive, connect);
    expect(await keptOf(archive, 'sandbox')).toHaveLength(500);
  });

  test('an OAuth connection is never asked', async () => {
    await using archive = await openTestArchive();
    const { connection, asked } = scripted(() => page([]));
    const poller = archive.poll({ connections: [{ ...connection, kind: 'oauth' }] });
    await poller.stop();
    expect(asked).toEqual([]);
  });

  test('an interval of 0 reads nothing', async () => {
    await using archive = await openTestArchive();
    const { connection, asked } = scripted(() => page([]));
    await archive.poll({ connections: [connection], intervalMs: 0 }).stop();
    expect(asked).toEqual([]);
  });
});

describe('a reading', () => {
  test('follows next by its query alone, and goes on later from just before the last', async () => {
    await using archive = await openTestArchive();
    const first = [failure('a', testNow - 30), failure('b', testNow - 20)];
    const second = [failure('c', testNow - 10)];
    const { connection, asked } = scripted((query) =>
      query.includes('failedAfter')
        ? page(second)
        : page(first, 'https://evil.example/x?failedAfter=7&more=1'),
    );
    await pollOnce(archive, connection);
    await pollOnce(archive, connection);
    expect(asked).toEqual([
      '?maxResults=100',
      '?failedAfter=7&more=1',
      `?maxResults=100&after=${testNow - 11}`,
      '?failedAfter=7&more=1',
    ]);
    expect(await keptOf(archive)).toHaveLength(3);
  });

  test('ends where next leads round in a circle', async () => {
    await using archive = await openTestArchive();
    const { connection, asked } = scripted(() =>
      page([failure('a', 1), failure('b', 2)], '/x?after=2'),
    );
    await pollOnce(archive, connection);
    expect(asked).toHaveLength(2);
  });

  test('keeps what it can of a page with records that nobody can read', async () => {
    await using archive = await openTestArchive();
    const { connection } = scripted(() =>
      page([{ id: 7 }, failure('x'.repeat(5000), testNow), failure('a', testNow)]),
    );
    await pollOnce(archive, connection);
    expect(await keptOf(archive)).toEqual([`${testNow} a`]);
    expect(archive.log.join()).toContain('"unreadable":2');
  });

  test('asks for fewer where a page is more than can be held', async () => {
    await using archive = await openTestArchive();
    const megabyte = Buffer.alloc(1024 * 1024, ' ');
    const { connection, asked } = scripted((query) => {
      if (query.includes('maxResults=25')) return page([failure('a', testNow)]);
      let left = 140;
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        if (left-- > 0) controller.enqueue(new Uint8Array(megabyte));
        else controller.close();
      };
      return new Response(new ReadableStream<Uint8Array>({ pull }));
    });
    const timer = testTimer();
    const poller = archive.poll({ connections: [connection], timer, timeoutMs: 20_000 });
    await roundOver(timer);
    await poller.stop();
    expect(asked).toEqual(['?maxResults=100', '?maxResults=50', '?maxResults=25']);
    expect(await keptOf(archive)).toEqual([`${testNow} a`]);
  });

  test('after more than 72 hours of silence leaves a gap, and after less none', async () => {
    await using archive = await openTestArchive();
    let siteTime = testNow;
    const { connection } = scripted(() =>
      page([], undefined, { date: new Date(siteTime).toUTCString() }),
    );
    const status = async () => archiveStatus.parse(await archive.read('/status'));
    await pollOnce(archive, connection);
    siteTime += 72 * hour;
    await pollOnce(archive, connection);
    expect(await status()).toMatchObject({ gaps: [], readAt: siteTime, source: 'reading' });
    siteTime += 100 * hour;
    await pollOnce(archive, connection);
    const gaps = [{ from: testNow + 72 * hour, to: testNow + 100 * hour }];
    expect((await status()).gaps).toEqual(gaps);
    const histogram = await archive.read(`/histogram?from=${testNow}&to=${siteTime}`);
    expect(histogram).toMatchObject({ gaps });
    expect(await archive.read(`/histogram?from=${siteTime}&to=${siteTime + 1}`)).toMatchObject({
      gaps: [],
    });
  });

  test('that ends half-way leaves its gap all the same', async () => {
    await using archive = await openTestArchive();
    let siteTime = testNow;
    const headers = () => ({ date: new Date(siteTime).toUTCString() });
    const answers = [
      () => page([failure('a', testNow)], undefined, headers()),
      () => page([failure('b', siteTime - 9), failure('c', siteTime - 8)], '/x?after=8', headers()),
      () => new Response(null, { status: 503 }),
      () => page([], undefined, headers()),
    ];
    const { connection } = scripted(() => answers.shift()?.() ?? page([]));
    await pollOnce(archive, connection);
    siteTime += 100 * hour;
    const timer = testTimer();
    const poller = archive.poll({ connections: [connection], timer });
    await roundOver(timer);
    expect(poller.problem('test')).toBeDefined();
    await poller.stop();
    await pollOnce(archive, connection);
    const { gaps } = archiveStatus.parse(await archive.read('/status'));
    expect(gaps).toEqual([{ from: testNow, to: testNow + 28 * hour }]);
    expect(await keptOf(archive)).toHaveLength(3);
  });

  test('starts anew where the site’s clock was set back', async () => {
    await using archive = await openTestArchive();
    let siteTime = testNow + 100 * hour;
    const { connection, asked } = scripted((query) =>
      page(query.includes('after') ? [] : [failure('a', siteTime)], undefined, {
        date: new Date(siteTime).toUTCString(),
      }),
    );
    await pollOnce(archive, connection);
    siteTime = testNow;
    await pollOnce(archive, connection);
    expect(asked.at(-1)).toBe('?maxResults=100');
    expect(await keptOf(archive)).toHaveLength(2);
  });
});

describe('trouble', () => {
  test('R11: Retry-After is obeyed, and without it each wait is twice the last', async () => {
    await using archive = await openTestArchive();
    const answers = [
      new Response('{}', { status: 429, headers: { 'retry-after': '300' } }),
      new Response('{}', { status: 503 }),
      new Response('<html>'),
      new Response('{}', { status: 302, headers: { location: 'https://evil.example' } }),
      page([failure('a', testNow)]),
    ];
    const { connection, asked } = scripted(() => answers.shift() ?? page([]));
    const timer = testTimer();
    const poller = archive.poll({ connections: [connection], timer });
    const waits: number[] = [];
    for (let round = 0; round < 5; round++) {
      await roundOver(timer);
      waits.push(...timer.waits());
      expect(poller.problem('test') === undefined).toBe(round === 4);
      timer.ring();
    }
    expect(waits).toEqual([300_000, 120_000, 240_000, 480_000, 60_000]);
    await roundOver(timer);
    await poller.stop();
    expect(asked).toHaveLength(6);
    expect(await keptOf(archive)).toHaveLength(1);
    expect(archive.log.join()).not.toContain('planted-secret');
  });

  test('one that never answers delays no other, and is given up in time', async () => {
    await using archive = await openTestArchive();
    const { connection: slow } = scripted(() => new Promise<Response>(() => {}));
    const { connection: quick } = scripted(() => page([failure('a', testNow)]));
    const timer = testTimer();
    const connections = [slow, { ...quick, id: 'quick' }];
    const poller = archive.poll({ connections, timer, timeoutMs: 300 });
    await roundOver(timer);
    expect(await keptOf(archive, 'quick')).toHaveLength(1);
    expect(poller.problem('test')).toBeUndefined();
    await expect.poll(() => poller.problem('test'), { timeout: 4000 }).toContain('in time');
    await poller.stop();
  });

  test('a stop waits for no answer', async () => {
    await using archive = await openTestArchive();
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
    const { connection } = scripted(() => {
      ask();
      return new Promise<Response>(() => {});
    });
    const poller = archive.poll({ connections: [connection], timeoutMs: 60_000 });
    await isAsked;
    await poller.stop();
    expect(poller.problem('test')).toBeUndefined();
  });

  test.each([
    'failures',
    'failure_bodies',
    'failure_webhooks',
    'failure_hours',
    'archive_readings',
    'archive_gaps',
  ] as const)(
    'a page of which %s can’t be written leaves nothing, and comes whole later',
    async (table) => {
      await using archive = await openTestArchive();
      const { database } = archive;
      let siteTime = testNow;
      const body = payload('comment_created', 'OPS-1', [1]);
      const { connection } = scripted(() =>
        page([failure(`at ${siteTime}`, siteTime, { body })], undefined, {
          date: new Date(siteTime).toUTCString(),
        }),
      );
      await pollOnce(archive, connection);
      siteTime += 100 * hour;
      const state = async () =>
        JSON.stringify([
          await database.selectFrom('failures').selectAll().execute(),
          await database.selectFrom('failure_bodies').select('delivery_id').execute(),
          await database.selectFrom('failure_webhooks').selectAll().execute(),
          await database.selectFrom('failure_hours').selectAll().execute(),
          await database.selectFrom('archive_readings').selectAll().execute(),
          await database.selectFrom('archive_gaps').selectAll().execute(),
        ]);
      const before = await state();

      // In the way of writing, not of reading: the name stays, and takes no rows.
      await database.schema.alterTable(table).renameTo('aside').execute();
      await database.schema
        .createView(table)
        .as(
          database
            .selectFrom('aside' as typeof table)
            .distinct()
            .selectAll(),
        )
        .execute();
      const timer = testTimer();
      const poller = archive.poll({ connections: [connection], timer });
      await roundOver(timer);
      expect(poller.problem('test')).toContain('log');
      expect(await state()).toBe(before);

      await database.schema.dropView(table).execute();
      await database.schema.alterTable('aside').renameTo(table).execute();
      timer.ring();
      await expect.poll(() => poller.problem('test'), { timeout: 4000 }).toBeUndefined();
      await roundOver(timer);
      await poller.stop();
      const { gaps, total } = archiveStatus.parse(await archive.read('/status'));
      expect([gaps.length, total]).toEqual([1, 2]);
    },
  );
});

describe('two consoles on one store', () => {
  test('read a connection by turns only: the second takes over where the first is gone', async () => {
    await using archive = await openTestArchive();
    const one = scripted(() => page([failure('a', testNow)]));
    const two = scripted(() => page([failure('a', testNow)]));
    const oneTimer = testTimer();
    const twoTimer = testTimer();
    const first = archive.poll({ connections: [one.connection], timer: oneTimer, holder: 'one' });
    await roundOver(oneTimer);
    const second = archive.poll({ connections: [two.connection], timer: twoTimer, holder: 'two' });
    for (let round = 0; round < 3; round++) {
      await roundOver(twoTimer);
      twoTimer.ring();
    }
    await roundOver(twoTimer);
    expect([one.asked.length, two.asked.length]).toEqual([1, 0]);
    await first.stop();
    twoTimer.ring();
    await expect.poll(() => two.asked.length).toBe(1);
    await roundOver(twoTimer);
    // One that dies gives nothing back: its time runs out.
    const third = archive.poll({ connections: [one.connection], timer: oneTimer, holder: 'three' });
    await roundOver(oneTimer);
    expect(one.asked).toHaveLength(1);
    archive.time.now += hour;
    oneTimer.ring();
    await expect.poll(() => one.asked.length).toBe(2);
    await Promise.all([second.stop(), third.stop()]);
  });

  test('what a console read after it lost its turn is not kept by it', async () => {
    await using archive = await openTestArchive();
    const { connection } = scripted(async () => {
      await archive.database.updateTable('archive_leases').set({ holder: 'other' }).execute();
      return page([failure('a', testNow)]);
    });
    await pollOnce(archive, connection);
    expect(await keptOf(archive)).toEqual([]);
  });

  test('at once on the same records keep each once', async () => {
    await using archive = await openTestArchive();
    const given = Array.from({ length: 300 }, (_, n) => failure(`d-${n % 150}`, testNow));
    const counts = await Promise.all(
      [1, 2, 3].map(() => keepFailures(archive.database, 'test', given, testNow)),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(150);
    expect(await archive.read('/histogram')).toMatchObject({ bars: [{ count: 150 }] });
  });
});

test('follows connections that come, change and go while it runs', async () => {
  await using archive = await openTestArchive();
  const timer = testTimer();
  const { connection, asked } = scripted(() => page([]));
  let listed: readonly Connection[] = [];
  const listeners = new Set<() => void>();
  const poller = archive.poll({
    connections: {
      list: () => listed,
      listNow: () => Promise.resolve(listed),
      find: (id) => Promise.resolve(listed.find((known) => known.id === id)),
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    timer,
  });
  const change = (next: readonly Connection[]) => {
    listed = next;
    for (const listener of listeners) listener();
  };
  expect(timer.waits()).toEqual([]);

  change([connection]);
  await roundOver(timer);
  expect(asked).toHaveLength(1);

  const other = scripted(() => page([]));
  change([other.connection]);
  await poller.readNow(connection.id);
  expect([asked.length, other.asked.length]).toEqual([1, 1]);

  change([{ ...other.connection, isPaused: true }]);
  expect(await poller.readNow(connection.id)).toBe(false);
  await expect.poll(timer.waits, { interval: 1 }).toEqual([]);
  await poller.stop();
  expect(listeners.size).toBe(0);
});
