import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { failurePage, handInAnswer } from '../../jira/failures.ts';
import { startConsole } from '../console-process.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { refusal } from '../store/test-refusal.ts';
import { failure, failuresPath, openTestArchive, testNow } from './test-archive.ts';

const isRoot = process.getuid?.() === 0;
const full = {
  errorMessages: ['The disk of the console’s store is full. Make room there, then try again.'],
  errors: {},
};

/** What no compression makes small, as a text. */
const noise = () => Buffer.from(crypto.getRandomValues(new Uint8Array(20_000))).toString('latin1');

/** Hands in one failure after another until one is not taken; the names of those that were, and the answer. */
async function handInUntilRefused(
  handIn: (records: readonly unknown[]) => Promise<Response>,
  time: number,
) {
  const acknowledged: string[] = [];
  for (;;) {
    const name = `d-${acknowledged.length}`;
    const answer = await handIn([failure(name, time, { body: noise() })]);
    if (answer.status !== 200) return { acknowledged, answer };
    expect(handInAnswer.parse(await answer.json()).accepted).toBe(1);
    acknowledged.push(name);
  }
}

const namesOf = (page: unknown) =>
  failurePage
    .parse(page)
    .failures.map(({ id }) => id)
    .toSorted();

describe('R15: a full disk', () => {
  test('is told as such, what was acknowledged is there, and with room it goes on', async () => {
    await using archive = await openTestArchive();
    await sql`pragma max_page_count = 200`.execute(archive.database);
    const { acknowledged, answer } = await handInUntilRefused(archive.handIn, testNow);
    expect([answer.status, await answer.json()]).toEqual([503, full]);
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(namesOf(await archive.read('?limit=1000'))).toEqual(acknowledged.toSorted());
    for (const id of acknowledged) {
      expect((await archive.request(`${failuresPath}/${id}/${testNow}/body`)).status).toBe(200);
    }
    expect(await archive.read('/status')).toMatchObject({ total: acknowledged.length });
    expect(archive.log.join()).toContain('store failed');
    await sql`pragma max_page_count = 100000`.execute(archive.database);
    expect((await archive.handIn([failure('later', testNow)])).status).toBe(200);
  });

  test('that is one, killed and started again', async ({ skip }) => {
    skip(!isRoot || !canMount(), 'needs the right to mount a small disk');
    await using disk = await mountDisk();
    const environment = { DATA_DIR: disk.directory, LOG_LEVEL: 'fatal' };
    const path = '/api/connections/sandbox-oauth/failures';
    const acknowledged = await (async () => {
      await using console = await startConsole(environment);
      const handIn = (records: readonly unknown[]) =>
        fetch(console.url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(records),
        });
      const refused = await handInUntilRefused(handIn, Date.now());
      expect([refused.answer.status, await refused.answer.json()]).toEqual([503, full]);
      expect((await fetch(`${console.url}/healthz`)).status).toBe(200);
      return refused.acknowledged;
    })();
    expect(acknowledged.length).toBeGreaterThan(5);
    disk.remount('size=64m');
    await using console = await startConsole(environment);
    expect(console.stderr()).toBe('');
    const page: unknown = await (await fetch(`${console.url}${path}?limit=1000`)).json();
    expect(namesOf(page)).toEqual(acknowledged.toSorted());
  });
});

describe('R15: a folder that can’t be written to', () => {
  test('is told as such at the start', async ({ skip }) => {
    skip(
      isRoot,
      'root may write everywhere; a disk that is mounted for reading stands for it below',
    );
    const directory = await mkdtemp(join(tmpdir(), 'console-disk-'));
    await chmod(directory, 0o500);
    expect(await refusal(openSqliteStore(directory))).toContain('can’t be written to');
    await rm(directory, { recursive: true });
  });

  test('is told as such, empty or with a store in it', async ({ skip }) => {
    skip(!isRoot || !canMount(), 'needs the right to mount a disk for reading');
    await using disk = await mountDisk();
    disk.remount('ro');
    expect(await refusal(openSqliteStore(disk.directory))).toContain('can’t be written to');
    disk.remount('rw');
    await (await openSqliteStore(disk.directory)).close();
    disk.remount('ro');
    expect(await refusal(openSqliteStore(disk.directory))).toContain('can’t be written to');
  });
});

/** Root may do so, in some containers not even root. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** A disk of 2 MB. */
async function mountDisk() {
  const directory = await mkdtemp(join(tmpdir(), 'console-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory]);
  return {
    directory,
    remount: (options: string) =>
      void execFileSync('mount', ['-o', `remount,${options}`, directory]),
    async [Symbol.asyncDispose]() {
      execFileSync('umount', ['--lazy', directory]);
      await rm(directory, { recursive: true });
    },
  };
}
