import { Agent, get } from 'node:http';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { SignJWT } from 'jose';
import * as z from 'zod/mini';
import { queryStringHash } from '../../src/jira/qsh.ts';
import { sandboxApp, sandboxPaths } from '../../src/sandbox/identity.ts';
import { alternate, median, type Measurement, type Sample } from './rounds.ts';
import { startStocked, type Bench } from './screen.ts';

const path = '/rest/api/3/webhook';
const query = 'startAt=0&maxResults=100';
const requestsPerRound = 50;

/** One list of 40 after another over one kept connection: at the sandbox's door, and past a go-between. */
export async function measureProxying({ rounds }: Bench): Promise<Measurement> {
  await using console = await startStocked(40);
  const worker = new Worker(new URL('bare-forwarder.ts', import.meta.url), {
    workerData: console.address,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const [message] = await once(worker, 'message');
    const forwarder = z.string().parse(message);
    const door = `${sandboxPaths.connect}${path}?${query}`;
    const proxied = `/api/connections/sandbox${path}?${query}`;
    const subjects = await alternate(rounds, {
      'the door itself': () => request(agent, console.address + door, true),
      'bare forwarder': () => request(agent, forwarder + door, true),
      'the console': () => request(agent, console.address + proxied, false),
    });
    return { title: `GET of a list of 40, median of ${requestsPerRound}`, subjects };
  } finally {
    agent.destroy();
    await worker.terminate();
  }
}

async function request(agent: Agent, url: string, signed: boolean): Promise<Sample> {
  const headers = signed ? { authorization: await connectToken() } : {};
  const lengths: number[] = [];
  for (let count = 0; count < requestsPerRound; count++) {
    const startedAt = performance.now();
    await read(agent, url, headers);
    lengths.push(performance.now() - startedAt);
  }
  return { 'request, ms': median(lengths) };
}

function read(agent: Agent, url: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url} answered with ${response.statusCode}.`));
      });
    }).once('error', reject);
  });
}

/** Signed once a round, before the clock starts: a caller at the door brings its own. */
async function connectToken(): Promise<string> {
  const qsh = await queryStringHash('GET', path, new URLSearchParams(query));
  const token = await new SignJWT({ qsh })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(sandboxApp.key)
    .setIssuedAt()
    .setExpirationTime('3m')
    .sign(new TextEncoder().encode(sandboxApp.sharedSecret));
  return `JWT ${token}`;
}
