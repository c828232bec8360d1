import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import { newKey, readKey } from './key-ring.ts';

/** The key in the data folder, made where there is none. */
export async function keyInFile(directory: string): Promise<Buffer> {
  const file = join(directory, 'credentials.key');
  try {
    const text = (await readText(file)) ?? (await make(directory, file));
    const key = readKey(text);
    if (key) return key;
  } catch (cause) {
    throw new StartError(
      `The key ${file} can’t be read or made. Grant the right to, or set CREDENTIALS_KEY.`,
      { cause },
    );
  }
  throw new StartError(
    `The key ${file} is damaged. Put it back from a backup, or set CREDENTIALS_KEY.`,
  );
}

/** Whole or not at all, and never over one that another console made in the same moment. */
async function make(directory: string, file: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${newKey().toString('base64')}\n`);
    await handle.sync();
    await link(draft, file).catch((cause: unknown) => {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    });
  } finally {
    await handle.close();
    await rm(draft);
  }
  return readFile(file, 'utf8');
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  });
}

const codeOf = (cause: unknown) =>
  cause instanceof Error && 'code' in cause ? cause.code : undefined;
