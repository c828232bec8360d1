/** An upstream on a bare socket, which keeps what it was sent as it came. For tests. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { emptyPage } from './test-app.ts';

export interface RawUpstream extends AsyncDisposable {
  url: string;
  /** All that arrived, connection by connection. */
  received: () => string[];
}

/** Answers each connection once with `answer`, and closes it. */
export async function openRawUpstream(
  answer: Buffer = Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-length: ${emptyPage.length}\r\nconnection: close\r\n\r\n${emptyPage}`,
  ),
): Promise<RawUpstream> {
  const received: string[] = [];
  const server = createServer((socket) => {
    const index = received.push('') - 1;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      received[index] += bytes.toString('latin1');
      if (received[index]?.includes('\r\n\r\n')) socket.end(answer);
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
      await once(server, 'close');
    },
  };
}
