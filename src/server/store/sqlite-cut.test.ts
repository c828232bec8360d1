import { copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStore } from './sqlite-store.ts';

const file = 'console.sqlite';
/** At every byte where a long run is asked for: each is a store to open. */
const step = process.env['RUNS'] === undefined ? 16 : 1;

test(
  'R15: a store whose log is cut at any byte of its last step opens on the last whole one',
  { timeout: 300_000 },
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'console-cut-'));
    const store = await openSqliteStore(join(home, 'whole'));
    const keep = (text: string) => store.sandbox.apply(new Map([['document', text]]));
    const log = () => readFile(join(home, 'whole', `${file}-wal`));
    await keep('one');
    const before = await log();
    await keep('two');
    const after = await log();
    await copyFile(join(home, 'whole', file), join(home, file));
    await store.close();
    expect(after.length).toBeGreaterThan(before.length);
    // What came before is the log's beginning: the last step is all that follows.
    expect(after.subarray(32, before.length).equals(before.subarray(32))).toBe(true);

    const seen = new Set<string | undefined>();
    const cut = join(home, 'cut');
    await mkdir(cut);
    const lengths = [after.length];
    for (let length = before.length; length < after.length; length += step) lengths.push(length);
    for (const length of lengths) {
      await copyFile(join(home, file), join(cut, file));
      await writeFile(join(cut, `${file}-wal`), after);
      await truncate(join(cut, `${file}-wal`), length);
      const opened = await openSqliteStore(cut);
      const found = (await opened.sandbox.load()).get('document');
      await opened.close();
      await rm(join(cut, `${file}-shm`), { force: true });
      expect([length, found]).toEqual([length, length === after.length ? 'two' : 'one']);
      seen.add(found);
    }
    expect(seen).toEqual(new Set(['one', 'two']));
    await rm(home, { recursive: true });
  },
);
