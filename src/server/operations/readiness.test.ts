import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { expectSecured } from '../http/expect-secured.ts';
import { isPostgres } from '../store/test-store.ts';
import { openTestOperations } from './test-operations.ts';

const open = () => openTestOperations({ connections: [] });

test('a console whose store answers is ready, and keeps no word of it', async () => {
  await using operations = await open();
  const response = await operations.app.request('/readyz');
  expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expectSecured(response);
});

test('tables that are older than the console make it unready, newer ones don’t', async () => {
  await using operations = await open();
  const { database } = operations.store;
  await sql`insert into kysely_migration values ('9999-of-a-newer-console', 'now')`.execute(
    database,
  );
  expect((await operations.app.request('/readyz')).status).toBe(200);
  await sql`delete from kysely_migration where name like '0002%'`.execute(database);
  const response = await operations.app.request('/readyz');
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    errorMessages: ['The tables of the console’s store are older than the console. Start it anew.'],
    errors: {},
  });
});

test('a file that can only be read makes it unready until it is not', async ({ skip }) => {
  skip(isPostgres, 'a file is SQLite’s');
  await using operations = await open();
  const ask = async () => (await operations.app.request('/readyz')).json();
  await sql`pragma query_only = on`.execute(operations.store.database);
  expect(await ask()).toMatchObject({
    errorMessages: ['The console’s store can’t be written to. Its log tells more.'],
  });
  expect(operations.log.join('')).toContain('not ready');
  await sql`pragma query_only = off`.execute(operations.store.database);
  expect(await ask()).toEqual({ status: 'ready' });
});
