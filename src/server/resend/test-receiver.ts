/** A receiver on a real socket, that behaves as the first step of the path says. For tests. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Taken {
  url: string;
  method: string;
  headers: IncomingHttpHeaders;
  sha256: string;
}

const endless = (response: ServerResponse) => {
  const more = () => {
    while (response.write('more and more\n'.repeat(500)));
  };
  response.on('drain', more);
  more();
};

const behaviours: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  ok: (response) =>
    response
      .writeHead(202, { 'Content-Type': 'text/plain', 'Set-Cookie': 'session=planted' })
      .end('thanks, ü'),
  slow: () => undefined,
  endless: (response) => endless(response.writeHead(200)),
  drip: (response) => response.writeHead(200).write('at last'),
  redirect: (response) =>
    response.writeHead(307, { Location: 'http://169.254.169.254/latest/meta-data' }).end(),
  'hang-up': (response) => response.socket?.destroy(),
  reset: (response) => response.socket?.resetAndDestroy(),
  cut: (response) =>
    response.writeHead(500, { 'Content-Length': 100 }).write('half', () => response.destroy()),
  large: (response) => response.writeHead(200).end(Buffer.alloc(16 * 1024 * 1024, 'ä')),
  gzip: (response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('no gzip'),
  'many-headers': (response) => response.writeHead(200, { 'X-Long': 'x'.repeat(100_000) }).end(),
  switching: (response) =>
    response.writeHead(101, { Upgrade: 'other', Connection: 'upgrade' }).end(),
  'no-http': (response) => response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n'),
};

export async function openReceiver(tls?: { key: string; cert: string }) {
  const taken: Taken[] = [];
  let connections = 0;
  const listener: Parameters<typeof createServer>[1] = (request, response) => {
    const { url = '', method = '', headers } = request;
    const behaviour = url.split(/[/?]/)[1] ?? '';
    // Gone before it has read what is sent to it.
    if (behaviour === 'door') return void request.socket.destroy();
    const hash = createHash('sha256');
    request.on('data', (chunk: Buffer) => hash.update(chunk));
    request.on('end', () => {
      taken.push({ url, method, headers, sha256: hash.digest('hex') });
      response.on('error', () => undefined);
      (behaviours[behaviour] ?? behaviours['ok'])?.(response);
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    taken,
    connections: () => connections,
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
