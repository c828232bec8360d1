/** An upstream on a bare socket, which keeps what it was sent as it came. For tests. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { emptyPage } from '../test-app.ts';

export interface RawUpstream extends AsyncDisposable {
  url: string;
  /** All that arrived, connection by connection. */
  received: () => string[];
}

/** Answers each connection with `answer`, and leaves it to the other side to close it. */
export async function openRawUpstream(
  answer: Buffer = Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-length: ${emptyPage.length}\r\nconnection: close\r\n\r\n${emptyPage}`,
  ),
): Promise<RawUpstream> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const index = received.push('') - 1;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      received[index] += bytes.toString('latin1');
      if (received[index]?.includes('\r\n\r\n')) socket.write(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received: () => received,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
