/** The archive on a store of its own, with a clock and a timer that the test turns. For tests. */
import { pino } from 'pino';
import { createTestApp } from '../test-signed-in.ts';
import type { Connection } from '../connections/connection.ts';
import { fixedConnections, type Connections } from '../connections/registry.ts';
import { makeStorePlace } from '../store/test-store.ts';
import { testConnection } from '../test-app.ts';
import type { Timer } from '../timer.ts';
import type { ArchiveOptions } from './archive-options.ts';
import type { GivenFailure } from './keep-failures.ts';
import { startPoller, type PollerOptions } from './poller.ts';

export const testNow = Date.UTC(2026, 2, 2, 8, 30);
export const failuresPath = '/api/connections/test/failures';

export interface TestTimer extends Timer {
  /** The lengths of the waits that are not over. */
  waits: () => number[];
  /** Ends every wait, whatever its length. */
  ring: () => void;
}

export function testTimer(): TestTimer {
  const pending = new Map<() => void, number>();
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const end = () => {
          pending.delete(end);
          resolve();
        };
        pending.set(end, ms);
        if (signal.aborted) end();
        else signal.addEventListener('abort', end, { once: true });
      }),
    waits: () => [...pending.values()],
    ring() {
      for (const end of pending.keys()) end();
    },
  };
}

export async function openTestArchive(options: Partial<ArchiveOptions> = {}) {
  const place = await makeStorePlace();
  const store = await place.open();
  const { database } = store;
  const time = { now: testNow };
  const clock = { now: () => time.now };
  const log: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  const nobody = () => Promise.reject(new Error('must not be called'));
  const connections: Connection[] = [
    testConnection(nobody),
    { ...testConnection(nobody), id: 'other', kind: 'oauth' },
  ];
  const app = createTestApp({
    connections: fixedConnections(connections),
    upstreamTimeoutMs: 1000,
    logger,
    loopbackOnly: true,
    screen: new Map(),
    archive: {
      database,
      clock,
      keptDays: 90,
      tokens: new Map(),
      loopbackOnly: true,
      problem: () => undefined,
      readNow: () => Promise.resolve(false),
      ...options,
    },
  });
  const request = async (path: string, init?: RequestInit) =>
    app.request(new Request(`http://localhost${path}`, init));
  return {
    database,
    time,
    clock,
    log,
    logger,
    app,
    request,
    /** What an address of the archive answers, as JSON. */
    read: async (path = '') => (await request(failuresPath + path)).json() as Promise<unknown>,
    handIn: (records: readonly unknown[], path = failuresPath) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: records.map((record) => JSON.stringify(record)).join('\n'),
      }),
    poll: ({
      connections: read,
      ...about
    }: Omit<Partial<PollerOptions>, 'connections'> & {
      connections: readonly Connection[] | Connections;
    }) =>
      startPoller({
        database,
        clock,
        timer: testTimer(),
        logger,
        holder: 'one',
        intervalMs: 60_000,
        timeoutMs: 1000,
        ...about,
        connections: 'list' in read ? read : fixedConnections(read),
      }),
    async [Symbol.asyncDispose]() {
      await store.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

export function failure(id: string, failureTime: number, about: object = {}): GivenFailure {
  const url = 'https://hooks.acme.example/jira';
  return { id, url, failureTime, ...about };
}

/** As much of a payload as the archive reads. */
export function payload(event: string, issueKey: string, matchedWebhookIds: number[]): string {
  return JSON.stringify({
    timestamp: testNow - 1000,
    webhookEvent: event,
    issue: { key: issueKey, fields: { project: { key: issueKey.split('-')[0] } } },
    matchedWebhookIds,
  });
}
