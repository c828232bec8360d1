/** One address before several consoles, as a load balancer is: in turns, and only those that answer. For tests. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RoundRobin extends AsyncDisposable {
  url: string;
  /** The consoles behind it, which come after it where they have to know its address. */
  targets: string[];
  /** How many answers came from each. */
  answered: readonly number[];
}

export async function openRoundRobin(): Promise<RoundRobin> {
  const targets: string[] = [];
  const answered: number[] = [];
  let turn = 0;
  const forward = (
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
    tries: number,
  ) => {
    const target = turn++ % targets.length;
    const { method = 'GET', url = '/', headers } = incoming;
    const upstream = request(`${targets[target]}${url}`, { agent: false, method, headers });
    upstream.once('response', (answer) => {
      answered[target] = (answered[target] ?? 0) + 1;
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    // Refused, so nobody has seen it: the next one may.
    upstream.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && tries < targets.length) {
        forward(incoming, body, outgoing, tries + 1);
      } else outgoing.destroy();
    });
    upstream.end(body);
  };
  const server = createServer((incoming, outgoing) => {
    void incoming
      .toArray()
      .then((chunks: Buffer[]) => forward(incoming, Buffer.concat(chunks), outgoing, 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    targets,
    answered,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
