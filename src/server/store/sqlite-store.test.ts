import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from './sqlite-store.ts';
import { refusal } from './test-refusal.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-store-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('folders are made on the way', async () => {
  const store = await openSqliteStore(join(directory, 'made', 'on', 'the', 'way'));
  expect(await store.sandbox.load()).toEqual(new Map());
  await store.close();
});

test('a file that is no database is told as such, and left alone', async () => {
  await writeFile(
    join(directory, 'console.sqlite'),
    'not a database, but somebody’s notes\n'.repeat(99),
  );
  expect(await refusal(openSqliteStore(directory))).toContain('it is not a database');
});

test('a data folder that is a file is told as such', async () => {
  await writeFile(join(directory, 'file'), '');
  expect(await refusal(openSqliteStore(join(directory, 'file')))).toContain('can’t be written to');
});

test('a store of a newer version is not touched', async () => {
  await (await openSqliteStore(directory)).close();
  const database = new DatabaseSync(join(directory, 'console.sqlite'));
  database.exec("insert into kysely_migration values ('9999-from-the-future', '2099-01-01')");
  database.close();
  expect(await refusal(openSqliteStore(directory))).toContain('newer version');
});
