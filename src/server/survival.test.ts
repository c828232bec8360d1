import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJiraClient, type JiraClient } from '../jira/client.ts';
import type { WebhookId } from '../jira/wire.ts';
import { startConsole } from './console-process.ts';

const runs = Number(process.env['RUNS'] ?? 15);
/** Below the 100 that a Connect app may have. */
const mostWebhooks = 60;

/** What was answered for, and what was under way when there was no answer any more. */
interface Known {
  /** When each expires, as far as anybody was told. */
  expiries: Map<WebhookId, number>;
  pending: { act: 'register' | 'refresh' | 'delete'; id?: WebhookId | undefined } | undefined;
}

const registration = (name: string) => ({
  url: 'https://receiver.sandbox.example/ok',
  webhooks: [{ events: ['comment_created'], jqlFilter: `project = ${name}` }],
});

async function actOnce(client: JiraClient, known: Known, name: string): Promise<void> {
  const ids = [...known.expiries.keys()];
  const id = ids[Math.floor(Math.random() * ids.length)];
  const chance = Math.random();
  if (id === undefined || (chance < 0.4 && ids.length < mostWebhooks)) {
    known.pending = { act: 'register' };
    const [result] = await client.registerWebhooks(registration(name));
    if (result === undefined || !('createdWebhookId' in result)) throw new Error('not registered');
    // Its expiry was not told.
    known.expiries.set(result.createdWebhookId, 0);
  } else if (chance < 0.7) {
    known.pending = { act: 'refresh', id };
    known.expiries.set(id, await client.refreshWebhooks([id]));
  } else {
    known.pending = { act: 'delete', id };
    await client.deleteWebhooks([id]);
    known.expiries.delete(id);
  }
  known.pending = undefined;
}

/** Compares what is there with what was told; what was under way may have happened, whole, or not. */
async function expectKept(client: JiraClient, known: Known): Promise<void> {
  const listed = new Map((await client.listWebhooks()).map((webhook) => [webhook.id, webhook]));
  const { pending } = known;
  for (const [id, expiry] of known.expiries) {
    const webhook = listed.get(id);
    if (pending?.act === 'delete' && pending.id === id && !webhook) continue;
    expect(webhook, `webhook ${id}`).toBeDefined();
    const isOpen = expiry === 0 || (pending?.act === 'refresh' && pending.id === id);
    if (isOpen) expect(webhook?.expirationDate).toBeGreaterThanOrEqual(expiry);
    else expect(webhook?.expirationDate).toBe(expiry);
  }
  const added = [...listed.values()].filter(({ id }) => !known.expiries.has(id));
  expect(added.length).toBeLessThanOrEqual(pending?.act === 'register' ? 1 : 0);
  for (const { events, jqlFilter } of added) {
    expect([events, jqlFilter]).toEqual([
      ['comment_created'],
      expect.stringMatching(/^project = R/),
    ]);
  }
  known.expiries = new Map(
    [...listed.values()].map(({ id, expirationDate = 0 }) => [id, expirationDate]),
  );
  known.pending = undefined;
}

test(
  `R13: killed ${runs} times while webhooks are registered, refreshed and deleted, what was answered stays so`,
  { timeout: 60_000 + runs * 5000 },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'console-survival-'));
    const known: Known = { expiries: new Map(), pending: undefined };
    const start = () => startConsole({ DATA_DIR: directory, LOG_LEVEL: 'error' });
    const clientOf = (url: string) =>
      createJiraClient({ baseUrl: `${url}/api/connections/sandbox` });
    let acts = 0;
    for (let run = 0; run < runs; run++) {
      await using console = await start();
      expect(console.stderr()).toBe('');
      const client = clientOf(console.url);
      if (run === 0) {
        for (const { id, expirationDate = 0 } of await client.listWebhooks()) {
          known.expiries.set(id, expirationDate);
        }
      } else await expectKept(client, known);
      const busy = (async () => {
        for (;;) {
          await actOnce(client, known, `R${run}A${acts}`);
          acts++;
        }
      })().catch(() => undefined);
      // The moment is the test's subject; a signal is not answered by anything one could wait for.
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 150));
      console.kill('SIGKILL');
      await Promise.all([console.exit, busy]);
    }
    await using last = await start();
    await expectKept(clientOf(last.url), known);
    expect(acts).toBeGreaterThan(runs);
    await rm(directory, { recursive: true });
  },
);
