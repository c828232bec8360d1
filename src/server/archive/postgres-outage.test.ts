import { expect, test } from 'vitest';
import { archiveStatus } from '../../jira/failures.ts';
import { startConsole } from '../console-process.ts';
import { findPostgres, startPostgres } from '../store/test-postgres.ts';
import { failure } from './test-archive.ts';

const programs = findPostgres();

test('R15: PostgreSQL that stops and starts again is told as such, and reading goes on by itself', async ({
  skip,
}) => {
  skip(programs === undefined, 'a server that is somebody else’s can’t be stopped');
  const postgres = await startPostgres(programs ?? '');
  try {
    await using console = await startConsole({
      DATABASE_URL: postgres.url,
      POLL_INTERVAL_MS: '100',
      LOG_LEVEL: 'fatal',
    });
    const failures = `${console.url}/api/connections/sandbox-oauth/failures`;
    const post = (url: string, body: unknown) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const handIn = (name: string) => post(failures, [failure(name, Date.now(), { body: name })]);
    const read = async () =>
      (await fetch(`${console.url}/api/connections/sandbox/failures/status`)).json();
    expect((await handIn('before')).status).toBe(200);

    await postgres.stop();
    for (const answer of [
      await fetch(failures),
      await fetch(`${failures}/histogram`),
      await handIn('amid'),
    ]) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toEqual({
        errorMessages: ['The console’s database can’t be reached. Try again in a moment.'],
        errors: {},
      });
    }
    expect((await fetch(`${console.url}/healthz`)).status).toBe(200);

    await postgres.start();
    const list = async () => (await fetch(failures)).text();
    await expect.poll(list, { timeout: 20_000 }).toContain('"before"');
    expect(await list()).not.toContain('"amid"');
    expect((await handIn('after')).status).toBe(200);
    const late = failure('late', Date.now() - 1000);
    expect((await post(`${console.url}/sandbox/control/failures`, [late])).status).toBe(200);
    const newest = async () => archiveStatus.parse(await read());
    await expect
      .poll(newest, { timeout: 20_000 })
      .toMatchObject({ newest: late.failureTime, problem: null });
    console.kill('SIGTERM');
    expect(await console.exit).toBe(0);
    expect(console.stderr()).toBe('');
  } finally {
    await postgres.remove();
  }
});
