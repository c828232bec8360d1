/**
 * `node e2e/bench/soak.ts`: an hour (`MINUTES`) of 50 requests a second, bodies of 1 MB among them, at a console
 * that acts on five sites. By hand: it is no part of `npm run bench`. It fails where memory or descriptors at
 * the end are more than 5 % above what they were after the first sixth, or where anything was not answered.
 */
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { startConnected } from './connected-console.ts';
import { median } from './rounds.ts';
import { startSites } from './sites.ts';

const { MINUTES = '60' } = process.env;
const minutes = Number(MINUTES);
if (!Number.isInteger(minutes) || minutes < 6) throw new Error('MINUTES must be 6 or more.');
const perSecond = 50;
const mostGrowth = 1.05;

await using sites = await startSites({ sites: 5, delayMs: 20 });
await using served = await startConnected(sites.origins);
const [first = ''] = served.connections;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const failureTime = Date.now();
const failure = JSON.stringify({
  id: 'soak',
  url: 'https://hooks.acme.example/jira',
  failureTime,
  body: JSON.stringify({ webhookEvent: 'jira:issue_updated', text: 'a'.repeat(1_000_000) }),
});
await send('POST', `${first}/failures`, failure);

const samples: { memory: number; descriptors: number }[] = [];
const failed = new Map<string, number>();
const startedAt = performance.now();
const total = minutes * 60 * perSecond;
const asking = new Set<Promise<void>>();
for (let turn = 0; turn < total; turn++) {
  await wait(Math.max(0, startedAt + (turn * 1000) / perSecond - performance.now()));
  const asked = ask(turn)
    .catch((error: unknown) => {
      const name = String(error);
      failed.set(name, (failed.get(name) ?? 0) + 1);
    })
    .finally(() => asking.delete(asked));
  asking.add(asked);
  if (turn % (60 * perSecond) === 60 * perSecond - 1) samples.push(await sample());
}
await Promise.all(asking);
agent.destroy();

const sixth = Math.floor(samples.length / 6);
const early = samples.slice(sixth - 1, 2 * sixth);
const late = samples.slice(-Math.max(1, sixth));
const growth = (figure: 'memory' | 'descriptors') =>
  median(late.map((at) => at[figure])) / median(early.map((at) => at[figure]));
const [memory, descriptors] = [growth('memory'), growth('descriptors')];
console.log(
  `${total} requests, not answered: ${JSON.stringify([...failed])}. ` +
    `Memory ${memory.toFixed(3)} times, descriptors ${descriptors.toFixed(3)} times what they were.`,
);
if (failed.size > 0 || memory > mostGrowth || descriptors > mostGrowth) process.exitCode = 1;

/** Of fifty: 35 lists, 10 looks at the archive, 4 bodies of 1 MB, and the same failure handed in again. */
function ask(turn: number): Promise<void> {
  const connection = served.connections[turn % served.connections.length] ?? first;
  const place = turn % 50;
  if (place === 0) return send('POST', `${first}/failures`, failure);
  if (place % 12 === 1) return send('GET', `${first}/failures/soak/${failureTime}/body`);
  if (place % 5 === 2) return send('GET', `${connection}/failures/status`);
  return send('GET', `${connection}/rest/api/3/webhook?startAt=0&maxResults=100`);
}

function send(method: string, url: string, body = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = body === '' ? {} : { 'content-type': 'application/x-ndjson' };
    const call = request(url, { method, agent, headers }, (answer) => {
      answer.resume();
      answer.once('error', reject);
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${method} was answered with ${answer.statusCode}`));
      });
    });
    call.once('error', (cause) => {
      // A kept connection that was closed just then: what only reads is asked again, as browsers do.
      if (call.reusedSocket && method === 'GET') send(method, url).then(resolve, reject);
      else reject(cause);
    });
    call.end(body);
  });
}

async function sample() {
  const text = await (await fetch(new URL('/metrics', first))).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  const now = {
    memory: value('process_resident_memory_bytes') / 1024 / 1024,
    descriptors: value('process_open_fds'),
  };
  console.log(
    `${samples.length + 1} min: ${now.memory.toFixed(0)} MiB, ${now.descriptors} descriptors`,
  );
  return now;
}
