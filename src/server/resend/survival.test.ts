import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resendAnswer, resendAttempts } from '../../jira/resend.ts';
import { startConsole } from '../console-process.ts';
import { openReceiver } from './test-receiver.ts';

const runs = Number(process.env['RUNS'] ?? 5);
const failureTime = Date.now() - 3_600_000;
const path = '/api/connections/sandbox-oauth/failures';

async function openConsole(environment: Record<string, string> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'console-resend-'));
  const start = () =>
    startConsole({
      DATA_DIR: directory,
      LOG_LEVEL: 'error',
      RESEND_HOSTS: 'localhost',
      ...environment,
    });
  return { start, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}

async function handIn(url: string): Promise<void> {
  const record = { id: 'lost', url: 'https://hooks.acme.example/', failureTime, body: '{"a":1}' };
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  expect((await fetch(url + path, { ...init, body: JSON.stringify([record]) })).status).toBe(200);
}

async function resend(console: string, url: string, attempt: string) {
  const response = await fetch(`${console}${path}/lost/${failureTime}/resend`, {
    method: 'POST',
    body: JSON.stringify({ url, attempt }),
  });
  return resendAnswer.parse(await response.json());
}

async function attempts(console: string) {
  const response = await fetch(`${console}${path}/lost/${failureTime}/attempts`);
  return resendAttempts.parse(await response.json()).attempts;
}

test('R13: killed while it sends, it says afterwards that nobody knows, and sends nothing again', async () => {
  await using receiver = await openReceiver();
  await using home = await openConsole();
  const target = `http://localhost:${receiver.port}/slow`;
  const id = randomUUID();
  {
    await using console = await home.start();
    await handIn(console.url);
    const cut = resend(console.url, target, id).catch(() => 'cut');
    await expect.poll(() => receiver.taken.length).toBe(1);
    console.kill('SIGKILL');
    expect(await cut).toBe('cut');
  }
  await using console = await home.start();
  const unknown = { state: 'unknown', reason: 'The console ended while it was sending.' };
  expect(await attempts(console.url)).toMatchObject([{ id, url: target, outcome: unknown }]);
  expect(await resend(console.url, target, id)).toMatchObject({ known: true, attempt: { id } });
  expect(receiver.taken).toHaveLength(1);
});

test(
  `R13: killed ${runs} times at any moment, what arrived is recorded, and what was answered stays so`,
  { timeout: 60_000 + runs * 5000 },
  async () => {
    await using receiver = await openReceiver();
    await using home = await openConsole();
    const target = `http://localhost:${receiver.port}/ok`;
    const asked: string[] = [];
    const acknowledged = new Set<string>();
    for (let run = 0; run < runs; run++) {
      await using console = await home.start();
      await handIn(console.url);
      const busy = (async () => {
        for (;;) {
          const id = randomUUID();
          asked.push(id);
          await resend(console.url, target, id);
          acknowledged.add(id);
        }
      })().catch(() => undefined);
      // The moment is the test's subject; a signal is not answered by anything one could wait for.
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
      console.kill('SIGKILL');
      await Promise.all([console.exit, busy]);
      await using again = await home.start();
      const kept = new Map((await attempts(again.url)).map(({ id, outcome }) => [id, outcome]));
      const here = [...kept.values()].map(({ state }) => state);
      expect(here).not.toContain('sending');
      // The list shows the newest fifty.
      const arrived = receiver.taken.map(({ headers }) => headers['x-webhook-console-resend']);
      expect(arrived.slice(-40).filter((id) => !kept.has(String(id)))).toEqual([]);
      for (const id of asked.slice(-40)) {
        if (acknowledged.has(id)) expect(kept.get(id)?.state).toBe('answered');
      }
    }
    expect(acknowledged.size).toBeGreaterThan(0);
    const ids = receiver.taken.map(({ headers }) => headers['x-webhook-console-resend']);
    expect(new Set(ids).size).toBe(ids.length);
  },
);

test('S2: a proxy of the environment is not used', async () => {
  await using proxy = await openReceiver();
  await using receiver = await openReceiver();
  const address = `http://localhost:${proxy.port}`;
  await using home = await openConsole({
    NODE_USE_ENV_PROXY: '1',
    HTTP_PROXY: address,
    http_proxy: address,
    HTTPS_PROXY: address,
    https_proxy: address,
  });
  await using console = await home.start();
  await handIn(console.url);
  const { attempt } = await resend(
    console.url,
    `http://localhost:${receiver.port}/ok`,
    randomUUID(),
  );
  expect(attempt.outcome).toMatchObject({ state: 'answered', status: 202 });
  expect([proxy.connections(), receiver.taken.length]).toEqual([0, 1]);
});
