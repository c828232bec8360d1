import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startConsole } from '../console-process.ts';
import { findPostgres, startPostgres } from '../store/test-postgres.ts';
import { openTestOperations } from './test-operations.ts';

const programs = findPostgres();

test('R15: without its PostgreSQL a console serves, is not ready, and is again when that is back', async ({
  skip,
}) => {
  skip(programs === undefined, 'a server that is somebody else’s can’t be stopped');
  const postgres = await startPostgres(programs ?? '');
  try {
    await using console = await startConsole({
      DATABASE_URL: postgres.url,
      LOG_LEVEL: 'fatal',
    });
    const ask = (path: string) => fetch(console.url + path);
    const ready = async () => (await ask('/readyz')).status;
    expect(await ready()).toBe(200);

    await postgres.stop();
    const answer = await ask('/readyz');
    expect([answer.status, await answer.json()]).toEqual([
      503,
      {
        errorMessages: ['The console’s database can’t be reached. Try again in a moment.'],
        errors: {},
      },
    ]);
    expect((await ask('/healthz')).status).toBe(200);
    const metrics = await ask('/metrics');
    expect(metrics.status).toBe(200);
    expect(await metrics.text()).toMatch(/^console_store_up 0$/m);

    await postgres.start();
    await expect.poll(ready, { timeout: 20_000 }).toBe(200);
    expect(await (await ask('/metrics')).text()).toMatch(/^console_store_up 1$/m);
  } finally {
    await postgres.remove();
  }
});

test('a store that keeps it waiting is given two seconds, by all who ask together', async () => {
  await using operations = await openTestOperations({ connections: [] });
  const { database } = operations.store;
  await database.transaction().execute(async (transaction) => {
    await sql`lock table archive_leases in access exclusive mode`.execute(transaction);
    // More than the pool has connections: the looks must not take them all.
    const answers = await Promise.all(
      Array.from({ length: 30 }, async () => operations.app.request('/readyz')),
    );
    for (const answer of answers) {
      expect(await answer.json()).toMatchObject({
        errorMessages: ['The console’s store does not answer within 2 seconds.'],
      });
    }
    const { rows } = await sql<{ waiting: number }>`select count(*) as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(transaction);
    expect(rows).toEqual([{ waiting: 1 }]);
  });
  expect((await operations.app.request('/readyz')).status).toBe(200);
});
