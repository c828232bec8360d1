import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartError } from '../start-error.ts';
import { openStore } from './store.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-store-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('documents outlive the store that kept them', async () => {
  const first = await openStore(join(directory, 'made', 'on', 'the', 'way'));
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
  const second = await openStore(join(directory, 'made', 'on', 'the', 'way'));
  expect(await second.sandbox.load()).toEqual(
    new Map([
      ['a', '"é\\u0000"'],
      ['c', '3'],
    ]),
  );
  await second.close();
});

test('a step that fails leaves nothing behind', async () => {
  const store = await openStore(directory);
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
  const store = await openStore(directory);
  const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`);
  await Promise.all(keys.map((key) => store.sandbox.apply(new Map([[key, key]]))));
  expect([...(await store.sandbox.load()).keys()].toSorted()).toEqual(keys.toSorted());
  await store.close();
});

const refusal = async (path: string) => {
  const error: unknown = await openStore(path).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(StartError);
  const message = error instanceof StartError ? error.message : '';
  expect(message).not.toContain('\n');
  return message;
};

test('a file that is no database is told as such, and left alone', async () => {
  await writeFile(
    join(directory, 'console.sqlite'),
    'not a database, but somebody’s notes\n'.repeat(99),
  );
  expect(await refusal(directory)).toContain('it is not a database');
});

test('a data folder that is a file is told as such', async () => {
  await writeFile(join(directory, 'file'), '');
  expect(await refusal(join(directory, 'file'))).toContain('can’t be written to');
});

test('a store of a newer version is not touched', async () => {
  await (await openStore(directory)).close();
  const database = new DatabaseSync(join(directory, 'console.sqlite'));
  database.exec("insert into kysely_migration values ('9999-from-the-future', '2099-01-01')");
  database.close();
  expect(await refusal(directory)).toContain('newer version');
});
