import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { isPostgres, makeStorePlace } from './test-store.ts';

test('is the one that these tests are for', async () => {
  await using place = await makeStorePlace();
  const store = await place.open();
  const version = sql<{
    version: string;
  }>`select ${sql.raw(isPostgres ? 'version()' : "'SQLite ' || sqlite_version()")} as version`;
  const { rows } = await version.execute(store.database);
  expect(rows[0]?.version).toMatch(isPostgres ? /^PostgreSQL/ : /^SQLite/);
  await store.close();
});

test('documents outlive the store that kept them', async () => {
  await using place = await makeStorePlace();
  const first = await place.open();
  await first.sandbox.apply(
    new Map([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]),
  );
  await first.sandbox.apply(
    new Map([
      ['a', '"é\\u0000"'],
      ['b', null],
      ['unknown', null],
    ]),
  );
  await first.close();
  const second = await place.open();
  expect(await second.sandbox.load()).toEqual(
    new Map([
      ['a', '"é\\u0000"'],
      ['c', '3'],
    ]),
  );
  await second.close();
});

test('a document may be called by any text', async () => {
  await using place = await makeStorePlace();
  const store = await place.open();
  const names = ['failure/\0', 'failure/\uD800', 'failure/\uFFFD', 'failure/"\\', 'failure/😀'];
  await store.sandbox.apply(new Map(names.map((name) => [name, '1'])));
  expect([...(await store.sandbox.load()).keys()].toSorted()).toEqual(names.toSorted());
  await store.sandbox.apply(new Map(names.map((name) => [name, null])));
  expect(await store.sandbox.load()).toEqual(new Map());
  await store.close();
});

test('a step that fails leaves nothing behind', async () => {
  await using place = await makeStorePlace();
  const store = await place.open();
  await store.sandbox.apply(new Map([['a', '1']]));
  class BreaksOff extends Map<string, string> {
    override *[Symbol.iterator](): MapIterator<[string, string]> {
      yield ['a', '2'];
      throw new Error('broke off');
    }
  }
  await expect(store.sandbox.apply(new BreaksOff())).rejects.toThrow('broke off');
  expect(await store.sandbox.load()).toEqual(new Map([['a', '1']]));
  await store.close();
});

test('a hundred steps at once are all kept', async () => {
  await using place = await makeStorePlace();
  const store = await place.open();
  const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`);
  await Promise.all(keys.map((key) => store.sandbox.apply(new Map([[key, key]]))));
  expect([...(await store.sandbox.load()).keys()].toSorted()).toEqual(keys.toSorted());
  await store.close();
});
