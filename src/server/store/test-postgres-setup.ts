/** For Vitest: one PostgreSQL for all test files, those of `TEST_DATABASE_URL` or one of their own. */
import type { TestProject } from 'vitest/node';
import { findPostgres, startPostgres } from './test-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent where the tests run on SQLite. */
    postgresUrl?: string;
  }
}

export default async function setUp({
  provide,
}: TestProject): Promise<(() => Promise<void>) | void> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return provide('postgresUrl', given);
  const folder = findPostgres();
  if (folder === undefined) throw new Error('There is no PostgreSQL on this machine.');
  const postgres = await startPostgres(folder);
  provide('postgresUrl', postgres.url);
  return postgres.remove;
}
