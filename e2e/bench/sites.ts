/** Sites that answer a list of 40 webhooks, on a thread of their own, each on a port of its own. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';

const settings = z.object({ sites: z.int(), delayMs: z.number() });
/** By place in the list of sites; whichever is not named answers as it should. */
const troubles = z.object({ hanging: z.optional(z.int()), busy: z.optional(z.int()) });
export type Troubles = z.output<typeof troubles>;

export interface Sites extends AsyncDisposable {
  origins: readonly string[];
  /** From now on. */
  trouble(which: Troubles): void;
}

/** `delayMs` stands for the way to a site and its own work. */
export async function startSites(given: z.output<typeof settings>): Promise<Sites> {
  const worker = new Worker(new URL(import.meta.url), { workerData: given });
  const [message] = await once(worker, 'message');
  return {
    origins: z.array(z.string()).parse(message),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    trouble: (which) => worker.postMessage(which),
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}

const list = JSON.stringify({
  maxResults: 100,
  startAt: 0,
  total: 40,
  isLast: true,
  values: Array.from({ length: 40 }, (_, place) => ({
    id: 10_000 + place,
    url: `https://hooks.acme.example/jira/${place}`,
    jqlFilter: `project = OPS AND status = "In Progress"`,
    fieldIdsFilter: ['summary', 'status'],
    events: ['jira:issue_created', 'jira:issue_updated'],
    expirationDate: '2026-12-20T09:12:44.123+0000',
  })),
});

async function serveSites(): Promise<void> {
  const { sites, delayMs } = settings.parse(workerData);
  let now: Troubles = {};
  parentPort?.on('message', (message) => (now = troubles.parse(message)));
  const servers = Array.from({ length: sites }, (_, place) =>
    createServer((_request, response) => {
      if (place === now.hanging) return;
      if (place === now.busy) refuse(response);
      else if (delayMs > 0) setTimeout(() => answer(response), delayMs);
      else answer(response);
    }),
  );
  const origins = await Promise.all(servers.map(listenAnywhere));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(origins);
}

function answer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' }).end(list);
}

function refuse(response: ServerResponse): void {
  response.writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' }).end('{}');
}

async function listenAnywhere(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  return `http://127.0.0.1:${address.port}`;
}

if (!isMainThread) await serveSites();
