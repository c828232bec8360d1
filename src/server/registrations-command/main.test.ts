import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exportFile, readFile as parseFile } from '../../jira/registrations/file.ts';
import { listed } from '../../jira/registrations/samples.ts';
import { startConsole, type ConsoleProcess } from '../console-process.ts';
import { readCommandLine, UsageError } from './command-line.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));

/** Runs the program as a person would, and waits for its end. */
async function run(args: string[], input = '', environment: Record<string, string> = {}) {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [program, ...args], { stdio: 'pipe', env });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = once(child, 'close').then(([status]: unknown[]) => status);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, stdout, stderr };
}

// Each run starts a process or several, on a machine that may be busy.
describe('the command line', { timeout: 30_000 }, () => {
  let console: ConsoleProcess;
  let directory = '';
  let file = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'console-registrations-'));
    file = join(directory, 'registrations.json');
    console = await startConsole({ DATA_DIR: directory });
  });
  afterAll(async () => {
    await console[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });
  beforeEach(() => control('reset', {}));

  const control = (path: string, body: object) =>
    fetch(`${console.url}/sandbox/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const on = (action: string, ...more: string[]) =>
    run([action, '--connection', 'sandbox', '--console', console.url, file, ...more]);
  const entriesOf = async () => parseFile(await readFile(file, 'utf8')).registrations;
  const writeEntries = (entries: Parameters<typeof listed>[1][]) =>
    writeFile(file, exportFile(entries.map((entry, index) => listed(index, entry))));

  test('shows the token of CONSOLE_TOKEN, and says where it is not one', async () => {
    const created = await fetch(`${console.url}/api/tokens`, {
      method: 'POST',
      body: '{"name":"command line","scope":"webhooks","connection":"sandbox"}',
    });
    const { token } = (await created.json()) as { token: string };
    const args = ['export', '--connection', 'sandbox', '--console', console.url, file];
    const shown = await run(args, '', { CONSOLE_TOKEN: token });
    expect([shown.status, shown.stderr]).toEqual([0, '']);
    const wrong = await run(args, '', { CONSOLE_TOKEN: `${token}x` });
    expect(wrong.status).toBe(3);
    expect(wrong.stderr).toContain('set CONSOLE_TOKEN to a token for the webhooks');
    expect(wrong.stderr).not.toContain(token);
    const elsewhere = args.with(2, 'sandbox-oauth');
    expect((await run(elsewhere, '', { CONSOLE_TOKEN: token })).status).toBe(2);
  });

  test('export, plan, change the file, plan, apply, plan', async () => {
    const exported = await on('export');
    expect(exported).toEqual({
      status: 0,
      stdout: `37 registrations of sandbox written to ${file}\n`,
      stderr: '',
    });
    const planned = await on('plan');
    expect(planned.status).toBe(0);
    const lines = planned.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(38);
    expect(lines.at(-1)).toBe('37 present');
    expect(planned.stdout).toContain('(expired: refresh it)');

    const added = { events: ['jira:issue_deleted'], jqlFilter: 'project = NEW' };
    const entries = await entriesOf();
    const changed = entries.map((entry) =>
      entry.jqlFilter === 'project = LEGAL' ? { ...entry, fieldIdsFilter: ['status'] } : entry,
    );
    await writeEntries([...changed, added]);
    const differing = await on('plan');
    expect(differing.status).toBe(1);
    expect(differing.stdout).toMatch(
      /^add +- +https:\/\/a\.example\/hook  jira:issue_deleted  project = NEW$/m,
    );
    expect(differing.stdout).toMatch(
      /^differs +#91 .*\(Field ids: status in the file, all fields in Jira\.\)$/m,
    );
    expect(differing.stdout).toMatch(/^1 add, 36 present, 1 differs$/m);

    const partly = await on('apply');
    expect(partly.status).toBe(1);
    expect(partly.stdout).toMatch(/^created +#113 /m);
    expect(partly.stdout).toMatch(
      /^not-sent .*\(It differs from webhook 91, and replacing was not asked for\.\)$/m,
    );

    const applied = await on('apply', '--replace');
    expect(applied.status).toBe(0);
    expect(applied.stdout).toMatch(/^replaced +#114 .*\(in place of #91\)$/m);
    expect(applied.stdout).toMatch(/^37 present, 1 replaced$/m);
    expect((await on('plan')).status).toBe(0);
    expect(await on('apply')).toMatchObject({ status: 0, stderr: '' });
  });

  test('a pipe takes the place of a file', async () => {
    const where = ['--connection', 'sandbox-oauth', '--console', `${console.url}/`];
    const exported = await run(['export', ...where, '-']);
    expect(exported).toMatchObject({ status: 0, stderr: '' });
    expect(parseFile(exported.stdout).registrations).toHaveLength(3);
    expect(await run(['plan', ...where, '-'], exported.stdout)).toMatchObject({ status: 0 });
  });

  test('what is only in Jira is a difference, and is left alone', async () => {
    await control('reset', { scenario: 'empty' });
    await writeEntries([{}, { jqlFilter: 'project = B' }]);
    expect((await on('apply')).status).toBe(0);
    await writeEntries([{}]);
    const planned = await on('plan');
    expect(planned.status).toBe(1);
    expect(planned.stdout).toMatch(/^extra +#2 .*\(in Jira, not in the file\)$/m);
    const applied = await on('apply');
    expect(applied).toMatchObject({
      status: 0,
      stderr: '1 more in Jira that are not in the file were left as they are.\n',
    });
  });

  test('a refused one is shown in the words of Jira, on one line', async () => {
    await control('reset', { scenario: 'empty' });
    await writeEntries([
      {},
      { url: 'https://b.example', jqlFilter: 'watchCount > 3 AND status = "\u202e"' },
    ]);
    const { status, stdout } = await on('apply');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^created +#1 /m);
    expect(stdout).toMatch(/^refused .*\\u\{202e\}.*\(The clause watchCount is unsupported\)$/m);
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
  });

  test('R12: a lost answer is looked up, and nothing is registered twice', async () => {
    await control('reset', { scenario: 'empty' });
    await control('faults', { fault: 'lost-answer', operation: 'register' });
    await writeEntries([{}]);
    expect(await on('apply')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^created +#1 /),
    });
    expect((await on('plan')).stdout).toMatch(/\n1 present\n$/);
  });

  test('R12: an outcome that nobody knows is said to be unknown', async () => {
    await control('reset', { scenario: 'empty' });
    await control('faults', { fault: 'drop', operation: 'register' });
    await writeEntries([{}]);
    const { status, stdout } = await on('apply');
    expect(status).toBe(3);
    expect(stdout).toMatch(/^unknown .*it is not in the list\. It may still appear\.\)$/m);
  });

  test('R11: told to wait, it waits and says so', async () => {
    await control('reset', { scenario: 'empty' });
    await control('faults', {
      fault: 'status',
      status: 429,
      retryAfterSeconds: 0,
      operation: 'register',
    });
    await writeEntries([{}]);
    expect(await on('apply')).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^Jira asks to wait until \d{4}-.*Z\.\n$/),
    });
  });

  test('a connection that is not there is named, with those that are', async () => {
    await writeEntries([]);
    const args = ['--connection', '../sandbox', '--console', console.url, file];
    expect(await run(['plan', ...args])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'The console has no connection ../sandbox. It has sandbox, sandbox-oauth.\n',
    });
  });

  test.each([
    [403, 'Jira refuses this caller: only Connect and OAuth 2.0 apps may see webhooks.'],
    [401, 'Jira does not accept the credentials of the connection.'],
    [500, 'Jira or the console answered 500. Try again later.'],
  ])('a list that is answered with %i ends with 3 and a way on', async (status, sentence) => {
    await writeEntries([]);
    await control('faults', { fault: 'status', status, operation: 'list' });
    const planned = await on('plan');
    expect(planned).toMatchObject({ status: 3, stdout: '' });
    expect(planned.stderr).toContain(sentence);
  });

  test('a bad file is refused before anything is asked, with the place', async () => {
    await writeFile(file, '{\n  "version": 1,\n}');
    const nowhere = ['apply', '--connection', 'sandbox', '--console', 'http://127.0.0.1:9'];
    expect(await run([...nowhere, file])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'The file is not good JSON at line 3, column 1: a name in double quotes is expected, not }.\n',
    });
    const missing = await run([...nowhere, join(directory, 'missing.json')]);
    expect(missing).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('can’t be read: ENOENT'),
    });
    const unwritable = await run([
      'export',
      '--connection',
      'sandbox',
      '--console',
      console.url,
      directory,
    ]);
    expect(unwritable).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('can’t be written: EISDIR'),
    });
  });

  test('a console that is down is said to be, with what to do', async () => {
    const port = await startConsole({ DATA_DIR: directory, SANDBOX: 'off' });
    await port[Symbol.asyncDispose]();
    await writeEntries([]);
    expect(await run(['plan', '--connection', 'sandbox', '--console', port.url, file])).toEqual({
      status: 3,
      stdout: '',
      stderr: `The console at ${port.url} can’t be reached. Start it with npm start, or say where it runs with --console URL.\n`,
    });
  });

  test('wrong usage ends with 2 and the usage, help with 0', async () => {
    const wrong = await run(['apply', file]);
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/^Say which connection: --connection ID\.\n\nUsage: /);
    expect(await run(['--help'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^Usage: /),
    });
  });
});

describe('its arguments', () => {
  test('have defaults', () => {
    expect(readCommandLine(['plan', '--connection', 'sandbox', 'a.json'])).toEqual({
      action: 'plan',
      connectionId: 'sandbox',
      consoleUrl: 'http://127.0.0.1:3000',
      replace: false,
      file: 'a.json',
    });
  });

  test('may come in any order', () => {
    const args = ['--replace', '--console=https://c.example/x/', '-', 'apply', '--connection=a b'];
    expect(() => readCommandLine(args)).toThrow('There is no command -');
    expect(readCommandLine(['apply', ...args.filter((arg) => arg !== 'apply')])).toEqual({
      action: 'apply',
      connectionId: 'a b',
      consoleUrl: 'https://c.example/x',
      replace: true,
      file: '-',
    });
  });

  test.each([
    [[], 'Say what to do'],
    [['import', 'x'], 'There is no command import'],
    [['plan', 'f'], 'Say which connection'],
    [['plan', '--connection', '', 'f'], 'Say which connection'],
    [['plan', '--connection', 'c'], 'Say which file'],
    [['plan', '--connection', 'c', 'f', 'g'], 'One file at a time: g'],
    [['plan', '--connection', 'c', '--replace', 'f'], '--replace goes with apply only'],
    [['plan', '--connection', 'c', '--force', 'f'], '--force'],
    [['plan', '--connection'], '--connection'],
    [['plan', '--connection', 'c', '--console', 'localhost:3000', 'f'], '--console must be'],
    [['plan', '--connection', 'c', '--console', 'http://u:p@h', 'f'], '--console must be'],
    [['plan', '--connection', 'c', '--console', 'http://h/?a', 'f'], '--console must be'],
  ])('%j are refused', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(UsageError);
    expect(() => readCommandLine(args)).toThrow(message);
  });
});
