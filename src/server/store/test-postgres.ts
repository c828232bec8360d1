/** A PostgreSQL of the tests' own, in a temporary folder. For tests. */
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

export interface TestPostgres {
  /** Of a database in which others can be made. */
  url: string;
  /** As an administrator does: at once, whoever is connected. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** Ends it and forgets all it had. */
  remove: () => Promise<void>;
}

/** The folder of the newest server's programs, undefined where none is on this machine. */
export function findPostgres(): string | undefined {
  const packaged = globSync('/usr/lib/postgresql/*/bin').toSorted((one, other) =>
    other.localeCompare(one, 'en', { numeric: true }),
  );
  const folders = [...packaged, ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
}

/** It refuses to run as root: there it is the packages' own user, or nobody. */
function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string, user: string) =>
    Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) };
    } catch {
      // There is no such user here.
    }
  }
  return {};
}

export async function startPostgres(folder: string): Promise<TestPostgres> {
  const user = serverUser();
  const directory = mkdtempSync(join(tmpdir(), 'console-postgres-'));
  if (user.uid !== undefined) chownSync(directory, user.uid, user.gid ?? user.uid);
  const data = join(directory, 'data');
  const options = { ...user, cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] as const };
  execFileSync(
    join(folder, 'initdb'),
    ['-D', data, '-U', 'console', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...options, stdio: [...options.stdio] },
  );
  // A socket in its folder, and no port: nothing to collide with, and nobody else gets in.
  const url = `postgres://console@localhost/postgres?host=${encodeURIComponent(directory)}`;
  let stopRunning = async () => {};
  const start = async () => {
    stopRunning = await run(join(folder, 'postgres'), data, directory, user);
    await untilItAnswers(url);
  };
  const stop = () => stopRunning();
  try {
    await start();
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    url,
    start,
    stop,
    async remove() {
      await stop();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Through a shell that waits for the end of its input, so that the server ends however the tests do. */
const untilInputEnds = '"$@" & server=$!; read -r _; kill -INT $server; wait $server';

async function run(
  program: string,
  data: string,
  socketFolder: string,
  user: { uid?: number; gid?: number },
): Promise<() => Promise<void>> {
  // Nothing has to outlive a power cut.
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'listen_addresses=',
    `unix_socket_directories=${socketFolder}`,
  ];
  const parameters = settings.flatMap((setting) => ['-c', setting]);
  const child = spawn('sh', ['-c', untilInputEnds, 'sh', program, '-D', data, ...parameters], {
    ...user,
    cwd: socketFolder,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(child, 'close');
  await once(child, 'spawn');
  return async () => {
    child.stdin.end();
    await ended;
  };
}

async function untilItAnswers(url: string): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      return await ask(url, 'select 1');
    } catch (cause) {
      if (Date.now() > end) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** One statement over a connection of its own. */
export async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end();
  }
}
