import { once } from 'node:events';
import { Agent } from 'node:http';
import { Worker } from 'node:worker_threads';
import * as z from 'zod/mini';
import { ask } from './ask.ts';
import { startConnected } from './connected-console.ts';
import { startNginx } from './nginx.ts';
import { alternate, median, type Measurement, type Sample } from './rounds.ts';
import type { Bench } from './screen.ts';
import { startSites } from './sites.ts';

const list = '/rest/api/3/webhook?startAt=0&maxResults=100';
const requestsPerRound = 200;

/**
 * One list of 40 after another over one kept connection: from a site itself, and past a go-between that has
 * a kept connection to the site.
 */
export async function measureProxying({ rounds }: Pick<Bench, 'rounds'>): Promise<Measurement> {
  await using sites = await startSites({ sites: 1, delayMs: 0 });
  const [site = ''] = sites.origins;
  await using console = await startConnected(sites.origins);
  const [connection = ''] = console.connections;
  await using nginx = await startNginx(site);
  const worker = new Worker(new URL('bare-forwarder.ts', import.meta.url), { workerData: site });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const [message] = await once(worker, 'message');
    const forwarder = z.string().parse(message);
    const subjects = await alternate(rounds, {
      'bare forwarder': () => requests(agent, forwarder + list),
      ...(nginx ? { nginx: () => requests(agent, nginx.address + list) } : {}),
      'the console': () => requests(agent, connection + list),
      'the site itself': () => requests(agent, site + list),
    });
    return {
      title: `GET of a list of 40, median of ${requestsPerRound}`,
      subjects,
      ...(nginx ? {} : { verdict: 'nginx is not on this machine: left out.' }),
    };
  } finally {
    agent.destroy();
    await worker.terminate();
  }
}

async function requests(agent: Agent, url: string): Promise<Sample> {
  const lengths: number[] = [];
  for (let count = 0; count < requestsPerRound; count++) {
    const startedAt = performance.now();
    const status = await ask(agent, url);
    if (status !== 200) throw new Error(`${url} answered with ${status}.`);
    lengths.push(performance.now() - startedAt);
  }
  return { 'request, ms': median(lengths) };
}
