import { sql, type Kysely } from 'kysely';
import { describe, expect, inject, test } from 'vitest';
import { inTransaction } from './in-transaction.ts';
import { postgresReason } from './postgres-reason.ts';
import { openPostgresStore } from './postgres-store.ts';
import type { Tables } from './tables.ts';
import { ask } from './test-postgres.ts';
import { refusal } from './test-refusal.ts';
import { makeStorePlace } from './test-store.ts';

const serverUrl = inject('postgresUrl') ?? '';

/** An opened store, closed at the end. */
async function openTestStore() {
  const place = await makeStorePlace();
  const store = await place.open();
  return {
    ...store,
    url: place.environment['DATABASE_URL'] ?? '',
    async [Symbol.asyncDispose]() {
      await store.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

const rowsOf = async (database: Kysely<Tables>, query: string) =>
  (await sql.raw(query).execute(database)).rows;

test('four consoles that start at once make the tables once', async () => {
  await using place = await makeStorePlace();
  const stores = await Promise.all([1, 2, 3, 4].map(() => place.open()));
  const [first] = stores;
  if (!first) throw new Error('None was opened.');
  const migrations = await rowsOf(first.database, 'select name from kysely_migration');
  expect(new Set(migrations.map((row) => JSON.stringify(row))).size).toBe(migrations.length);
  expect(migrations.length).toBeGreaterThan(1);
  expect(new Set(stores.map(({ replica }) => replica)).size).toBe(4);
  await Promise.all(stores.map((store) => store.close()));
});

test('int8 is a number, and one that is none is not rounded', async () => {
  await using store = await openTestStore();
  const most = Number.MAX_SAFE_INTEGER;
  const numbers = `select ${most}::int8 as most, -${most}::int8 as least, count(*) as count from failures`;
  expect(await rowsOf(store.database, numbers)).toEqual([{ most, least: -most, count: 0 }]);
  const beyond = rowsOf(store.database, `select ${most}::int8 + 1 as beyond`);
  await expect(beyond).rejects.toThrow('larger than a number can hold');
});

test('pages are in the order of bytes, whatever language the database is in', async () => {
  await using store = await openTestStore();
  const keys = await rowsOf(
    store.database,
    "select distinct collation_name from information_schema.columns where table_name like 'failure%' and column_name = 'delivery_id'",
  );
  expect(keys).toEqual([{ collation_name: 'C' }]);
});

describe('a connection that breaks', () => {
  test('while nobody uses it, is made anew', async () => {
    await using store = await openTestStore();
    const [{ pid } = { pid: 0 }] = (
      await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(store.database)
    ).rows;
    await ask(serverUrl, `select pg_terminate_backend(${pid})`);
    const load = () => store.sandbox.load().catch(() => undefined);
    await expect.poll(load, { timeout: 20_000 }).toEqual(new Map());
  });

  test('between two statements, fails that transaction and no other', async () => {
    await using store = await openTestStore();
    const broken = store.database.transaction().execute(async (transaction) => {
      await transaction.insertInto('sandbox_documents').values({ key: 'a', value: '1' }).execute();
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
        transaction,
      );
      await ask(serverUrl, `select pg_terminate_backend(${rows[0]?.pid})`);
      await sql`select 1`.execute(transaction);
    });
    await expect(broken).rejects.toThrow(/terminat|connection/i);
    expect(await store.sandbox.load()).toEqual(new Map());
  });
});

describe('transactions that are in each other’s way', () => {
  test('in a ring are done again, all of them', async () => {
    await using store = await openTestStore();
    await store.sandbox.apply(
      new Map([
        ['a', '0'],
        ['b', '0'],
      ]),
    );
    let attempts = 0;
    const { promise: bothHoldOne, resolve } = Promise.withResolvers<void>();
    let holding = 0;
    const write = (keys: readonly string[], value: string) =>
      inTransaction(store.database, async (transaction) => {
        attempts++;
        for (const key of keys) {
          await transaction
            .updateTable('sandbox_documents')
            .set({ value })
            .where('key', '=', key)
            .execute();
          if (++holding === 2) resolve();
          await bothHoldOne;
        }
      });
    await Promise.all([write(['a', 'b'], '1'), write(['b', 'a'], '2')]);
    // One is broken off at least; both, where both look at the same moment.
    expect(attempts).toBeGreaterThan(2);
    expect(new Set((await store.sandbox.load()).values()).size).toBe(1);
  });

  test('for ever are given up', async () => {
    await using store = await openTestStore();
    let attempts = 0;
    const work = inTransaction(store.database, async (transaction) => {
      attempts++;
      await sql
        .raw("do $$ begin raise exception 'in the way' using errcode = '40001'; end $$")
        .execute(transaction);
    });
    await expect(work).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(5);
  });
});

describe('a database that can’t be used is told in one line, without its address', () => {
  const refused = async (url: string) => {
    const line = await refusal(openPostgresStore(url));
    for (const part of ['planted-secret', 'operator', 'nowhere']) expect(line).not.toContain(part);
    return line;
  };
  const secret = 'operator:planted-secret';
  const serverUrlWith = (change: (url: URL) => void) => {
    const url = new URL(serverUrl);
    change(url);
    return url.href;
  };

  test.each([
    [`postgres://${secret}@127.0.0.1:1/nowhere`, 'no PostgreSQL answers'],
    [`postgres://${secret}@nowhere.invalid/nowhere`, 'no PostgreSQL answers'],
    [`postgres://${secret}@localhost/nowhere?host=/nowhere`, 'no PostgreSQL answers'],
    [`postgres://operator:planted-secret%E0@127.0.0.1:1/x`, 'the address can’t be read'],
    [`postgres://operator:planted-secret/@127.0.0.1:1/x`, 'the address can’t be read'],
  ])('S6: %s', async (url, reason) => {
    expect(await refused(url)).toContain(reason);
  });

  test('S6: a database that is not there', async () => {
    const url = serverUrlWith((url) => (url.pathname = '/nowhere'));
    expect(await refused(url)).toContain('there is no such database');
  });

  test('S6: a user that is not there', async () => {
    const url = serverUrlWith((url) => {
      url.username = 'operator';
      url.password = 'planted-secret';
    });
    expect(await refused(url)).toContain('it refuses the user or the password');
  });

  test('one that takes no more connections', () => {
    const refusal = Object.assign(new Error('sorry, too many clients already'), { code: '53300' });
    expect(postgresReason(refusal)).toContain('all connections are taken');
  });

  test('one that a newer console has made', async () => {
    await using store = await openTestStore();
    await ask(
      store.url,
      "insert into kysely_migration values ('9999-from-the-future', '2099-01-01')",
    );
    expect(await refused(store.url)).toContain('a newer version of the console');
  });

  test('one that can’t keep every character', async () => {
    const name = `console_latin_${process.pid}`;
    await ask(serverUrl, `create database ${name} encoding 'LATIN1' locale 'C' template template0`);
    expect(await refused(serverUrlWith((url) => (url.pathname = `/${name}`)))).toContain(
      'its encoding is LATIN1',
    );
    await ask(serverUrl, `drop database ${name} with (force)`);
  });

  test('one that is too old', async () => {
    await using store = await openTestStore();
    // As far as can be told from outside: what it says of itself.
    await ask(
      store.url,
      "create function public.current_setting(text) returns text language sql as $$ select '90624' $$",
    );
    await ask(
      store.url,
      `alter database "${new URL(store.url).pathname.slice(1)}" set search_path = public, pg_catalog`,
    );
    expect(await refused(store.url)).toContain('it is PostgreSQL 9, and 14 or newer is needed');
  });

  test('one whose user may make nothing', async () => {
    await using store = await openTestStore();
    await ask(store.url, 'drop schema public cascade');
    expect(await refused(store.url)).toContain('may not make tables');
  });
});
