/** Stores of the kind that the tests run on: a folder each, or a database each. For tests. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openStore, type Store } from './store.ts';
import { ask } from './test-postgres.ts';

export interface StorePlace extends AsyncDisposable {
  /** What a console needs to be told to find it. */
  environment: Record<string, string>;
  open: () => Promise<Store>;
}

export const isPostgres = inject('postgresUrl') !== undefined;

/** A place with nothing in it yet, which goes when it is disposed. */
export async function makeStorePlace(): Promise<StorePlace> {
  const directory = await mkdtemp(join(tmpdir(), 'console-store-'));
  const postgresUrl = inject('postgresUrl');
  const url = postgresUrl === undefined ? undefined : await makeDatabase(postgresUrl);
  return {
    environment: { DATA_DIR: directory, ...(url === undefined ? {} : { DATABASE_URL: url }) },
    open: () => openStore(directory, url),
    async [Symbol.asyncDispose]() {
      if (postgresUrl !== undefined && url !== undefined) {
        await ask(postgresUrl, `drop database "${nameOf(url)}" with (force)`);
      }
      await rm(directory, { recursive: true });
    },
  };
}

async function makeDatabase(serverUrl: string): Promise<string> {
  const name = `console_test_${randomUUID().replaceAll('-', '')}`;
  await ask(serverUrl, `create database "${name}" encoding 'UTF8' template template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);
