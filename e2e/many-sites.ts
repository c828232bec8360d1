import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { startConsole, type ConsoleProcess } from './console-process.ts';

export interface ManySites extends ConsoleProcess {
  /** Which sites were asked since the last call of `forget` (`site-7`), and how many at most at once. */
  asked(): { sites: ReadonlySet<string>; atOnce: number };
  forget(): void;
}

/** So long a site takes: two that could run at once would be seen to. */
const answerAfterMs = 30;

/**
 * A console with so many tenants of a Connect app, the first of them paused. Their sites are all on this
 * machine and have no webhooks.
 */
export async function startManySites(count: number, paused: number): Promise<ManySites> {
  let sites = new Set<string>();
  let running = 0;
  let atOnce = 0;
  const server = createServer((request, response) => {
    sites.add(request.url?.split('/')[1] ?? '');
    atOnce = Math.max(atOnce, ++running);
    void setTimeout(answerAfterMs).then(() => {
      running--;
      response.setHeader('content-type', 'application/json');
      response.end('{"startAt":0,"maxResults":100,"total":0,"isLast":true,"values":[]}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const console = await startConsole({ PRIVATE_SITES: '127.0.0.1' });
  const connections = `${console.address}/api/connections`;
  await send(`${connections}/import`, 'POST', tenants(`http://127.0.0.1:${port}`, count));
  const listed = (await (await fetch(connections)).json()) as { id: string; name: string }[];
  const toPause = listed.filter(({ name }) => Number(/\d+$/.exec(name)?.[0] ?? count) < paused);
  for (const { id } of toPause) await send(`${connections}/${id}`, 'PATCH', '{"paused": true}');
  return {
    ...console,
    asked: () => ({ sites, atOnce }),
    forget() {
      sites = new Set();
      atOnce = 0;
    },
    async close() {
      await console.close();
      server.close();
    },
  };
}

/** `Customer 0` to the last, each with a site of its own, as NDJSON. */
function tenants(base: string, count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      name: `Customer ${index}`,
      siteUrl: `${base}/site-${index}`,
      appKey: 'com.acme.app',
      sharedSecret: 'a-secret-of-the-tests',
    }),
  ).join('\n');
}

async function send(url: string, method: string, body: string): Promise<void> {
  const response = await fetch(url, { method, body });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}
