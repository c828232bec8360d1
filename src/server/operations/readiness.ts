import { statfs } from 'node:fs/promises';
import { sql, type Kysely } from 'kysely';
import { migrationNames } from '../store/migrations.ts';
import { describeError, type Logger } from '../log.ts';
import { storeFailure } from '../store/store-failure.ts';
import type { Tables } from '../store/tables.ts';

export interface ReadinessOptions {
  database: Kysely<Tables>;
  /** The folder of a store that is a file; undefined where a database has its own disk. */
  directory: string | undefined;
  logger: Logger;
  /** How long the store may take. */
  boundMs?: number;
}

export interface Readiness {
  /** Why the console can't do its work, in a sentence; undefined where it can. */
  check: () => Promise<string | undefined>;
}

/** Less than this is as good as full: SQLite's log and its file grow before a write is refused. */
const leastFreeBytes = 16 * 1024 * 1024;

/**
 * One look at a time: whoever asks meanwhile shares it, so that asking often costs nothing. A look that is
 * lost in a network that swallows everything is given up after a while, or nobody would see the end of it.
 */
export function createReadiness(options: ReadinessOptions): Readiness {
  const { boundMs = 2000 } = options;
  let looking: Promise<string | undefined> | undefined;
  const lookOnce = () => {
    if (looking) return looking;
    const current = look(options).finally(forget);
    const lost = setTimeout(forget, 5 * boundMs).unref();
    function forget() {
      clearTimeout(lost);
      if (looking === current) looking = undefined;
    }
    return (looking = current);
  };
  return { check: () => within(boundMs, lookOnce()) };
}

async function within(boundMs: number, look: Promise<string | undefined>) {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(
    () => resolve(`The console’s store does not answer within ${boundMs / 1000} seconds.`),
    boundMs,
  );
  try {
    return await Promise.race([look, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function look({
  database,
  directory,
  logger,
}: ReadinessOptions): Promise<string | undefined> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(
      database,
    );
    const done = new Set(rows.map(({ name }) => name));
    // A newer console beside this one may have made more: only what is missing matters.
    if (!migrationNames.every((name) => done.has(name))) {
      return 'The tables of the console’s store are older than the console. Start it anew.';
    }
    // Changes nothing, and is refused all the same where nothing can be written.
    await database
      .updateTable('archive_leases')
      .set({ until: 0 })
      .where('connection_id', '=', '')
      .execute();
    return directory === undefined ? undefined : await diskProblem(directory);
  } catch (cause) {
    logger.warn(describeError(cause), 'not ready');
    return storeFailure(cause) ?? 'The console’s store can’t be used. Its log tells more.';
  }
}

async function diskProblem(directory: string): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize < leastFreeBytes
    ? 'The disk of the console’s store is full. Make room there.'
    : undefined;
}
