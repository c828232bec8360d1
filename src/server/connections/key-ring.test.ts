import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StartError } from '../start-error.ts';
import { keyInFile } from './key-file.ts';
import { createKeyRing, readKey } from './key-ring.ts';
import { openTestConnections, tenantOf, testKey } from './test-connections.ts';

describe('a sealed secret', () => {
  test('opens with its key, at its place, unchanged, and not otherwise', () => {
    const keys = createKeyRing([randomBytes(32)]);
    const sealed = keys.seal('connections/a', 'sécret');
    expect(keys.open('connections/a', sealed)).toBe('sécret');
    expect(() => keys.open('connections/b', sealed)).toThrow(/authenticate|not known/);
    const bytes = Buffer.from(sealed.secret, 'base64');
    for (let index = 0; index < bytes.byteLength; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const secret = changed.toString('base64');
      expect(() => keys.open('connections/a', { ...sealed, secret })).toThrow(
        /authenticate|not known/,
      );
    }
    expect(() => createKeyRing([randomBytes(32)]).open('connections/a', sealed)).toThrow(
      /authenticate|not known/,
    );
    expect(keys.seal('connections/a', 'sécret').secret).not.toBe(sealed.secret);
  });

  test.each(['', 'short', 'A'.repeat(44), `${'A'.repeat(43)}= x`])('has no key %j', (text) => {
    expect(readKey(text)).toBeUndefined();
  });
});

describe('the key in the data folder', () => {
  test('is made once, for nobody else to read', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'key-'));
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => keyInFile(join(directory, 'a'))),
    );
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect((await stat(join(directory, 'a', 'credentials.key'))).mode & 0o777).toBe(0o600);
    await writeFile(join(directory, 'credentials.key'), 'cut');
    await expect(keyInFile(directory)).rejects.toThrow(/is damaged/);
    await expect(keyInFile(join(directory, 'credentials.key'))).rejects.toThrow(StartError);
    await rm(directory, { recursive: true });
  });
});

describe('at the start', () => {
  const newKey = () => randomBytes(32).toString('base64');

  test('another key is told in one sentence', async () => {
    await using before = await openTestConnections();
    await before.send('POST', '/api/connections', tenantOf(before.siteUrl));
    await expect(openTestConnections({ CREDENTIALS_KEY: newKey() }, before.place)).rejects.toThrow(
      /encrypted with another key: set CREDENTIALS_KEY/,
    );
  });

  test('what an old key sealed is sealed with the new one, and the old one is free to go', async () => {
    await using before = await openTestConnections();
    const added = await before.send('POST', '/api/connections', tenantOf(before.siteUrl));
    const { id } = (await added.json()) as { id: string };
    const key = newKey();
    const rotated = await openTestConnections(
      { CREDENTIALS_KEY: key, CREDENTIALS_KEY_OLD: testKey },
      before.place,
    );
    await rotated.close();
    await using after = await openTestConnections({ CREDENTIALS_KEY: key }, before.place);
    const authorization = (await after.connections.find(id))?.authorize({
      method: 'GET',
      path: '/',
      query: new URLSearchParams(),
    });
    await expect(authorization).resolves.toMatch(/^JWT /);
  });
});
