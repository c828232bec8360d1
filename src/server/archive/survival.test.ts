import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { handInAnswer } from '../../jira/failures.ts';
import { startConsole, type ConsoleProcess } from '../console-process.ts';
import { isPostgres, makeStorePlace, type StorePlace } from '../store/test-store.ts';
import { failure } from './test-archive.ts';

const runs = Number(process.env['RUNS'] ?? 20);
const perCall = 40;

const body = (name: string) => JSON.stringify({ webhookEvent: 'comment_created', name });

/** Hands in one call after another until the console is gone; the names that were acknowledged. */
async function handInUntilDead(url: string, run: number, started: number): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let call = 0; ; call++) {
    const names = Array.from({ length: perCall }, (_, n) => `h${run}-${call}-${n}`);
    const records = names.map((name) => failure(name, started, { body: body(name) }));
    try {
      const response = await fetch(`${url}/api/connections/sandbox-oauth/failures`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: records.map((record) => JSON.stringify(record)).join('\n'),
      });
      const { accepted } = handInAnswer.parse(await response.json());
      if (accepted === perCall) acknowledged.push(...names);
    } catch {
      return acknowledged;
    }
  }
}

/** Lets deliveries fail at the sandbox until the console is gone; the names that Jira remembers. */
async function failUntilDead(url: string, run: number, started: number): Promise<string[]> {
  const remembered: string[] = [];
  for (let call = 0; ; call++) {
    const names = Array.from({ length: perCall }, (_, n) => `p${run}-${call}-${n}`);
    // The later the call, the later they failed, as at a real site; some share a millisecond.
    const time = started + call * 10;
    const records = names.map((name, n) =>
      failure(name, time + Math.floor(n / 10), { body: body(name) }),
    );
    try {
      const response = await fetch(`${url}/sandbox/control/failures`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(records),
      });
      if (response.ok) remembered.push(...names);
    } catch {
      return remembered;
    }
  }
}

const start = (place: StorePlace) =>
  startConsole({ ...place.environment, POLL_INTERVAL_MS: '5', LOG_LEVEL: 'error' });

/** On PostgreSQL the next console waits for the end of the dead one's time: here it is over at once. */
async function endLeases(place: StorePlace): Promise<void> {
  if (!isPostgres) return;
  const { database, close } = await place.open();
  await database.deleteFrom('archive_leases').execute();
  await close();
}

async function killMidway(console: ConsoleProcess, run: number, started: number) {
  const busy = [
    handInUntilDead(console.url, run, started),
    failUntilDead(console.url, run, started),
  ] as const;
  // The moment is the test's subject; a signal is not answered by anything one could wait for.
  await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 250));
  console.kill('SIGKILL');
  await console.exit;
  return Promise.all(busy);
}

test(
  `R13: killed ${runs} times while failures are handed in and read, the archive has each once`,
  { timeout: 60_000 + runs * 5000 },
  async () => {
    await using place = await makeStorePlace();
    const handedIn: string[] = [];
    const failed: string[] = [];
    const epoch = Date.now() - 3_600_000;
    for (let run = 0; run < runs; run++) {
      const console = await start(place);
      expect(console.stderr()).toBe('');
      const [acknowledged, remembered] = await killMidway(console, run, epoch + run * 10_000);
      handedIn.push(...acknowledged);
      failed.push(...remembered);
      await endLeases(place);
    }
    await readToTheEnd(place, failed.at(-1));
    expect(handedIn.length).toBeGreaterThan(0);
    expect(failed.length).toBeGreaterThan(0);
    const store = await place.open();
    const column = async (query: string, name: string) =>
      (await sql<Record<string, unknown>>`${sql.raw(query)}`.execute(store.database)).rows.map(
        (row) => row[name],
      );
    // The key keeps out doubles; what is counted here is what is missing or half there.
    const kept = new Set(await column('select delivery_id from failures', 'delivery_id'));
    expect(handedIn.filter((name) => !kept.has(name))).toEqual([]);
    expect(failed.filter((name) => !kept.has(name))).toEqual([]);
    const names = await column(
      "select delivery_id from failures where delivery_id > 'g'",
      'delivery_id',
    );
    expect(new Set(names).size).toBe(names.length);
    const bodiless =
      "select count(*) as n from failures where delivery_id > 'g' and not exists (select 1 from failure_bodies b where b.connection_id = failures.connection_id and b.failure_time = failures.failure_time and b.delivery_id = failures.delivery_id)";
    expect(await column(bodiless, 'n')).toEqual([0]);
    const [rows] = await column('select count(*) as n from failures', 'n');
    expect(await column('select cast(sum(count) as bigint) as n from failure_hours', 'n')).toEqual([
      rows,
    ]);
    if (!isPostgres) {
      expect(await column('pragma integrity_check', 'integrity_check')).toEqual(['ok']);
    }
    await store.close();
  },
);

/** Starts once more and waits until the last failure that Jira has is archived. */
async function readToTheEnd(place: StorePlace, last: string | undefined): Promise<void> {
  await using console = await start(place);
  const isThere = async () => {
    const list = `${console.url}/api/connections/sandbox/failures?limit=1000`;
    return (await (await fetch(list)).text()).includes(`"${last}"`);
  };
  await expect.poll(isThere, { timeout: 20_000 }).toBe(true);
  console.kill('SIGTERM');
  expect(await console.exit).toBe(0);
}
