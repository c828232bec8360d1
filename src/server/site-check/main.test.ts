import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../registrations-command/command-line.ts';
import { startConsole, type ConsoleProcess } from '../console-process.ts';
import { readCommandLine } from './command-line.ts';
import { startStub } from './test-console.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));

/** Runs the program as a person would; `interruptAt` is what it has to say before Ctrl-C is pressed. */
async function run(args: string[], environment: Record<string, string> = {}, interruptAt?: string) {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  let said = '';
  let isInterrupted = false;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    said += piece;
    // Once: a second one would end it at once.
    const isDue = interruptAt !== undefined && said.includes(interruptAt);
    if (isDue && !isInterrupted) isInterrupted = child.kill('SIGINT');
  });
  const ended = once(child, 'close').then(([status]: unknown[]) => status);
  const stderr = await text(child.stderr);
  return { status: await ended, stdout: said, stderr };
}

let console: ConsoleProcess;
let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-site-check-'));
  console = await startConsole({ DATA_DIR: directory });
});
afterAll(async () => {
  await console[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});
beforeEach(() => control('reset', {}));

const control = (path: string, body: object) =>
  fetch(`${console.url}/sandbox/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
const check = (connection: string, ...more: string[]) =>
  run(['--connection', connection, '--console', console.url, ...more]);
const listed = async (connection: string) => {
  const path = `/api/connections/${connection}/rest/api/3/webhook?maxResults=100`;
  const { values } = (await (await fetch(console.url + path)).json()) as {
    values: { id: number; jqlFilter: string }[];
  };
  return values;
};
const deleted = 'What was registered for this check has been deleted.';

describe('against the sandbox', () => {
  test.each(['sandbox', 'sandbox-oauth'])('%s agrees, and nothing is changed', async (id) => {
    const before = await listed(id);
    const { status, stdout, stderr } = await check(id);
    expect(stdout).toMatch(/\n\d\d agreed, 0 differ, \d not seen\n$/);
    expect(stderr).toMatch(/^Nothing was changed\./);
    expect(status).toBe(0);
    expect(await listed(id)).toEqual(before);
    for (const personal of ['acme', 'project = ', '@', 'displayName']) {
      expect(stdout).not.toContain(personal);
    }
  });

  test.each(['sandbox', 'sandbox-oauth'])(
    '%s agrees in writing too, and is as before',
    async (id) => {
      const before = await listed(id);
      const { status, stdout, stderr } = await check(id, '--write');
      expect(stdout).toMatch(/\n\d\d agreed, 0 differ, \d not seen\n$/);
      expect(stdout).toContain('What was deleted is listed no more');
      expect([status, stderr]).toEqual([0, `${deleted}\n`]);
      expect(await listed(id)).toEqual(before);
    },
  );

  test('what a site without webhooks can’t show is not seen', async () => {
    await control('reset', { scenario: 'empty' });
    const { status, stdout } = await check('sandbox');
    expect(status).toBe(0);
    expect(stdout).toContain('not seen  What a webhook in the list is: there is none');
    expect(stdout).toContain('not seen  What a failed delivery is, and its order: Jira lists none');
    expect((await check('sandbox', '--write')).status).toBe(0);
  });

  test('where there is no room, nothing is registered', async () => {
    const before = await listed('sandbox-oauth');
    await fetch(`${console.url}/api/connections/sandbox-oauth/rest/api/3/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        url: 'https://hooks.acme.example/jira/personal',
        webhooks: [{ events: ['jira:issue_created'], jqlFilter: 'project = OPS' }],
      }),
    });
    const { status, stdout } = await check('sandbox-oauth', '--write');
    expect(stdout).toContain('4 of 5 webhooks are in use, and two must be free');
    expect(status).toBe(0);
    expect(await listed('sandbox-oauth')).toHaveLength(before.length + 1);
  });

  test('R11: told to wait, it waits, and sees how that is said', async () => {
    await control('faults', { fault: 'status', status: 429, retryAfterSeconds: 0 });
    const { status, stdout, stderr } = await check('sandbox');
    expect(status).toBe(0);
    expect(stdout).toContain('agreed    A 429 says in whole seconds how long to wait');
    expect(stderr).toContain('Jira asks to wait until ');
  });

  test('shows the token of CONSOLE_TOKEN, and says where it is not one', async () => {
    const created = await fetch(`${console.url}/api/tokens`, {
      method: 'POST',
      body: '{"name":"check","scope":"webhooks","connection":"sandbox"}',
    });
    const { token } = (await created.json()) as { token: string };
    const args = ['--connection', 'sandbox', '--console', console.url];
    expect((await run(args, { CONSOLE_TOKEN: token })).status).toBe(0);
    const wrong = await run(args, { CONSOLE_TOKEN: `${token}x` });
    expect(wrong).toMatchObject({ status: 3, stdout: '' });
    expect(wrong.stderr).toContain('set CONSOLE_TOKEN to a token for the webhooks');
  });
});

describe('what it made is deleted', () => {
  test('after Ctrl-C', async () => {
    const before = await listed('sandbox');
    await control('faults', { fault: 'delay', ms: 1500, operation: 'refresh' });
    const args = ['--connection', 'sandbox', '--console', console.url, '--write'];
    const { status, stderr } = await run(args, {}, 'It ends 30 days after its registration');
    expect(stderr).toBe(`Stopping after the request under way.\nStopped.\n${deleted}\n`);
    expect(status).toBe(3);
    expect(await listed('sandbox')).toEqual(before);
  });

  test('R12: where the answer of its registration is lost', async () => {
    const before = await listed('sandbox');
    await control('faults', { fault: 'lost-answer', operation: 'register' });
    const { status, stderr } = await check('sandbox', '--write');
    expect(stderr).toContain(deleted);
    expect(status).toBe(3);
    expect(await listed('sandbox')).toEqual(before);
  });

  test('or named, where Jira does not delete it', async () => {
    await control('faults', { fault: 'status', status: 500, operation: 'delete', times: 5 });
    const { status, stderr } = await check('sandbox', '--write');
    const left = (await listed('sandbox')).filter(({ jqlFilter }) =>
      jqlFilter.includes('JWCCHECK'),
    );
    expect(left).toHaveLength(1);
    expect(stderr).toContain(`Webhooks ${left[0]?.id} are left: delete those whose filter has `);
    expect(status).toBe(3);

    const again = await check('sandbox');
    expect(again.status).toBe(0);
    await fetch(`${console.url}/sandbox/control/faults`, { method: 'DELETE' });
    const next = await check('sandbox', '--write');
    expect(next.stdout).toContain(`expected nothing, came webhooks ${left[0]?.id}: delete them`);
    expect(next.status).toBe(1);
  });
});

test('what differs is told, with what was expected, and nothing personal', async () => {
  await using stub = await startStub();
  const { status, stdout, stderr } = await run([
    '--connection',
    'odd',
    '--console',
    stub.url,
    '--write',
  ]);
  expect(status).toBe(1);
  const differing = stdout.split('\n').filter((line) => line.startsWith('differs'));
  const expectLine = (line: string) => expect(differing).toContain(`differs   ${line}`);
  expectLine(
    'A list is a page with values, startAt, maxResults, total, isLast: expected all of them, came a page without startAt, total, isLast',
  );
  expectLine(
    'Each webhook has id, url, events, jqlFilter, expirationDate: expected all of them, came some without url',
  );
  expectLine(
    'expirationDate is a text with an offset that has no colon: expected “9999-99-99T99:99:99.999+9999”, came a number',
  );
  expectLine('Ids are small whole numbers: expected whole numbers below 2^31, came others');
  expectLine(
    'Their events are among those that the console knows: expected no others, came board_created',
  );
  expectLine(
    'Failed deliveries are refused to an OAuth app, with errorMessages: expected 403 with errorMessages, came 200',
  );
  expectLine(
    'A negative startAt is refused with errorMessages and errors: expected 400 with both, came 200',
  );
  expect(differing.join('\n')).toContain('Not for <address> at <URL>');
  expectLine(
    'Answers carry a Date within five minutes of this machine’s clock: expected a Date, came none',
  );
  expectLine(
    'Answers tell the quota that is left, as x-ratelimit-remaining: expected that header, came ratelimit-limit',
  );
  for (const secret of stub.secrets) expect(stdout + stderr).not.toContain(secret);
  expect(stub.asked.filter((call) => call.startsWith('DELETE'))).toEqual([]);
});

test('a console that is down, a connection that is not there, and wrong usage', async () => {
  const down = await run(['--connection', 'a', '--console', 'http://127.0.0.1:9']);
  expect(down).toMatchObject({ status: 3, stdout: '' });
  expect(down.stderr).toContain('The console at http://127.0.0.1:9 can’t be reached.');
  const missing = await check('nobody');
  expect(missing).toMatchObject({ status: 2, stdout: '' });
  expect(missing.stderr).toContain('It has sandbox, sandbox-oauth.');
  const wrong = await run([]);
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toMatch(/^Say which connection: --connection ID\.\n\nUsage: /);
  expect(await run(['--help'])).toMatchObject({ status: 0, stderr: '' });
});

test.each([
  [[], 'Say which connection'],
  [['--connection', 'c', '--url', 'https://a.example'], '--url goes with --write only'],
  [['--connection', 'c', '--write', '--url', 'http://a.example'], '--url must be an https'],
  [['--connection', 'c', '--console', 'localhost:3000'], '--console must be'],
  [['--connection', 'c', '--token', 'secret'], '--token'],
  [['--connection', 'c', 'more'], 'more'],
])('%j are refused', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(UsageError);
  expect(() => readCommandLine(args)).toThrow(message);
});
