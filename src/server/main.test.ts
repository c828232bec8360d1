import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJiraClient } from '../jira/client.ts';
import { startConsole } from './console-process.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-main-'));
});
afterEach(() => rm(directory, { recursive: true }));

const start = (environment: Record<string, string> = {}) =>
  startConsole({ DATA_DIR: directory, ...environment });

const clientOf = (url: string, id = 'sandbox') =>
  createJiraClient({ baseUrl: `${url}/api/connections/${id}` });

/** Makes the next calls of the sandbox fail as asked for. */
const setFault = async (url: string, fault: object) =>
  fetch(`${url}/sandbox/control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });

/** Resolves once every fault has met its call. */
async function faultsTaken(url: string): Promise<void> {
  const control = async () => (await fetch(`${url}/sandbox/control`)).text();
  await expect.poll(control, { timeout: 4000 }).toContain('"faults":[]');
}

describe('a start', () => {
  test('says where, serves, and stops with 0 on SIGTERM', async () => {
    await using console = await start();
    expect(console.stdout()).toMatch(/^Jira Webhook Console: http:\/\/127\.0\.0\.1:\d+\n$/);
    const health = await fetch(`${console.url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    console.kill('SIGTERM');
    expect(await console.exit).toBe(0);
  });

  test('both identities of the sandbox answer through the proxy, signed', async () => {
    await using console = await start();
    for (const id of ['sandbox', 'sandbox-oauth']) {
      expect((await clientOf(console.url, id).listWebhooks()).length).toBeGreaterThan(0);
    }
    const { values } = await clientOf(console.url).listFailedWebhooks({ maxResults: 1 });
    expect(values.length).toBeGreaterThan(0);
    const refused = clientOf(console.url, 'sandbox-oauth').listFailedWebhooks();
    await expect(refused).rejects.toMatchObject({ status: 403 });
  });

  test('with the sandbox off there is neither connection nor door', async () => {
    await using console = await start({ SANDBOX: 'off' });
    expect(await (await fetch(`${console.url}/api/connections`)).json()).toEqual([]);
    expect((await fetch(`${console.url}/sandbox/control`)).status).toBe(404);
  });

  test('on IPv6 prints an address that can be opened', async () => {
    await using console = await start({ HOST: '::1' });
    expect(console.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${console.url}/healthz`)).status).toBe(200);
  });
});

describe('a start that can’t be says why in one line, and exits with 1', () => {
  async function refusal(environment: Record<string, string>) {
    await using console = await start(environment);
    expect(await console.exit).toBe(1);
    expect(console.stdout()).toBe('');
    const [line, ...rest] = console.stderr().split('\n');
    expect(rest).toEqual(['']);
    return line;
  }

  test('S6: a wrong value, without the value', async () => {
    const line = await refusal({ DATABASE_URL: 'mysql://console:planted-secret@db/console' });
    expect(line).toMatch(/^DATABASE_URL /);
    expect(line).not.toContain('planted-secret');
    expect(await refusal({ PORT: 'planted-secret' })).toMatch(/^PORT must be a whole number/);
  });

  test('S6: a database that is not there, without its address', async () => {
    const line = await refusal({
      DATABASE_URL: 'postgres://console:planted-secret@127.0.0.1:1/db',
    });
    expect(line).toMatch(/^The database of DATABASE_URL can’t be used: no PostgreSQL answers/);
    expect(line).not.toMatch(/planted-secret|127\.0\.0\.1/);
  });

  test('a token for a connection that is not there, without the token', async () => {
    const line = await refusal({ INGEST_TOKENS: 'nobody=planted-secret-7f3a' });
    expect(line).toBe('INGEST_TOKENS names nobody, and there is no connection of this id.');
  });

  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await refusal({ PORT: String(port) })).toMatch(/^Port \d+ on 127\.0\.0\.1 is taken/);
    other.close();
  });

  test('a host that is not this machine’s', async () => {
    const access = { PUBLIC_URL: 'https://console.test', TRUSTED_PROXY: '192.0.2.2' };
    expect(await refusal({ HOST: '192.0.2.1', ...access })).toMatch(
      /^HOST 192\.0\.2\.1 can’t be listened on/,
    );
  });

  test('a network on which nobody has to sign in', async () => {
    expect(await refusal({ HOST: '0.0.0.0' })).toMatch(
      /^HOST opens the console to a network, so people have to sign in: set PUBLIC_URL/,
    );
  });

  test('a store that is no database', async () => {
    await writeFile(join(directory, 'console.sqlite'), 'x'.repeat(5000));
    expect(await refusal({})).toContain('it is not a database');
  });
});

describe('an end', () => {
  test('R13: kill -9 loses nothing that was acknowledged', async () => {
    await using first = await start();
    const client = clientOf(first.url);
    const ids = (await client.listWebhooks()).map(({ id }) => id);
    const [gone, ...kept] = ids;
    expect(kept.length).toBeGreaterThan(0);
    await client.deleteWebhooks(gone === undefined ? [] : [gone]);
    const expiry = await client.refreshWebhooks(kept.slice(0, 1));
    first.kill('SIGKILL');
    expect(await first.exit).toBe('SIGKILL');

    await using second = await start();
    const after = await clientOf(second.url).listWebhooks();
    expect(after.map(({ id }) => id)).toEqual(kept);
    expect(after[0]?.expirationDate).toBe(expiry);
  });

  test('R14: fifty requests in flight finish, and then it exits with 0', async () => {
    await using console = await start();
    await setFault(console.url, { fault: 'delay', ms: 1500, times: 50 });
    const answers = Array.from({ length: 50 }, () =>
      fetch(`${console.url}/api/connections/sandbox/rest/api/3/webhook`).then(async (response) => {
        await response.text();
        return response.status;
      }),
    );
    await faultsTaken(console.url);
    console.kill('SIGTERM');
    expect(await Promise.all(answers)).toEqual(answers.map(() => 200));
    expect(await console.exit).toBe(0);
    await expect(fetch(`${console.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  test(
    'R14: a request that hangs is cut, and then it exits with 0',
    { timeout: 15_000 },
    async () => {
      await using console = await start();
      await setFault(console.url, { fault: 'hang' });
      const answer = fetch(`${console.url}/api/connections/sandbox/rest/api/3/webhook`).catch(
        (cause: unknown) => cause,
      );
      await faultsTaken(console.url);
      console.kill('SIGTERM');
      const limit = AbortSignal.timeout(10_000);
      expect(await Promise.race([console.exit, once(limit, 'abort')])).toBe(0);
      expect(await answer).toBeInstanceOf(TypeError);
    },
  );
});

describe('clients that hang up', () => {
  test('R1: in the middle of asking or of reading do no harm, and leave no noise', async () => {
    await using console = await start();
    const { port } = new URL(console.url);
    await setFault(console.url, { fault: 'delay', ms: 50, times: 20 });
    const beginnings = [
      'POST /api/connections/sandbox/rest/api/3/webhook HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{',
      'DELETE /sandbox/rest/api/3/webhook HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{',
      'GET /api/connections/sandbox/rest/api/3/webhook HTTP/1.1\r\nhost: localhost\r\n\r\n',
      'GET /api/connections/sandbox/rest/api/3/webhook/failed HTTP/1.1\r\nhost: localhost\r\n\r\n',
      'GET / HTTP/1.1\r\nhost: localhost\r\n\r\nGET / HT',
    ];
    const hangUps = Array.from({ length: 20 }, () => beginnings)
      .flat()
      .map(async (beginning, index) => {
        const socket = connect(Number(port), '127.0.0.1');
        socket.on('error', () => {});
        socket.write(beginning, () => (index % 2 ? socket.resetAndDestroy() : socket.destroy()));
        await once(socket, 'close');
      });
    await Promise.all(hangUps);
    expect((await clientOf(console.url).listWebhooks()).length).toBeGreaterThan(0);
    console.kill('SIGTERM');
    expect(await console.exit).toBe(0);
    const entries = console.stderr().trimEnd().split('\n');
    // Every line is an entry, and none a warning or an error: a client may leave.
    expect(entries.filter((line) => !line.startsWith('{"level":30,'))).toEqual([]);
  });
});

describe('the sandbox’s door for outside clients', () => {
  const call = (url: string) =>
    fetch(`${url}/sandbox/ex/jira/sandbox/rest/api/3/webhook`, {
      headers: { authorization: 'Bearer sandbox-token' },
    });

  test('takes the credentials of the caller, and none from the console', async () => {
    await using console = await start();
    expect((await call(console.url)).status).toBe(200);
    const bare = await fetch(`${console.url}/sandbox/rest/api/3/webhook`);
    expect([401, 403]).toContain(bare.status);
  });

  test('a dropped connection is one, and a cut answer breaks off', async () => {
    await using console = await start();
    await setFault(console.url, { fault: 'drop' });
    await expect(call(console.url)).rejects.toThrow('fetch failed');
    await setFault(console.url, { fault: 'cut' });
    const response = await call(console.url);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(console.stderr()).not.toContain('Error:');
  });

  test('through the proxy both are told as what they are', async () => {
    await using console = await start();
    const address = `${console.url}/api/connections/sandbox/rest/api/3/webhook`;
    await setFault(console.url, { fault: 'drop' });
    expect((await fetch(address)).status).toBe(502);
    await setFault(console.url, { fault: 'cut' });
    await expect(fetch(address).then((response) => response.text())).rejects.toThrow('terminated');
  });
});
