/** An upstream on a real socket that misbehaves as Toxiproxy's eight toxics do. For tests. */
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { emptyPage } from '../test-app.ts';

const head = [
  'HTTP/1.1 200 OK',
  'content-type: application/json',
  `content-length: ${emptyPage.length}`,
  'connection: close',
  '\r\n',
].join('\r\n');
const answer = Buffer.from(head + emptyPage);

/** Sends what is left piece by piece, for as long as there is somebody to send it to. */
function drip(socket: Socket, bytes: Buffer, size: number, everyMs: number): void {
  if (socket.destroyed || bytes.length === 0) return void socket.end();
  socket.write(bytes.subarray(0, size));
  setTimeout(() => drip(socket, bytes.subarray(size), size, everyMs), everyMs);
}

const toxics = {
  latency: (socket: Socket) => setTimeout(() => socket.end(answer), 50),
  bandwidth: (socket: Socket) => {
    socket.write(head);
    drip(socket, Buffer.from(emptyPage), 2, 20);
  },
  'slow close': (socket: Socket) => {
    socket.write(answer);
    setTimeout(() => socket.end(), 100);
  },
  timeout: () => undefined,
  reset: (socket: Socket) => socket.resetAndDestroy(),
  slicer: (socket: Socket) => drip(socket, answer, 16, 2),
  'limited data': (socket: Socket) => socket.end(answer.subarray(0, answer.length - 10)),
  down: () => undefined,
} satisfies Record<Toxic, (socket: Socket) => unknown>;

export const toxicNames = [
  'latency',
  'down',
  'bandwidth',
  'slow close',
  'timeout',
  'reset',
  'slicer',
  'limited data',
] as const;
export type Toxic = (typeof toxicNames)[number];

export async function openToxicUpstream(toxic: Toxic) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.once('data', () => toxics[toxic](socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The upstream has no port.');
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  if (toxic === 'down') await stop();
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** Resolves once the other side has let go of every connection. */
    async allClosed() {
      await Promise.all([...sockets].map((socket) => once(socket, 'close')));
      if (toxic !== 'down') await stop();
    },
  };
}
