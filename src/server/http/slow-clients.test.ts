import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { listen } from './http-server.ts';
import { emptyPage, testApp, webhookPath } from '../test-app.ts';

const timeouts = {
  headersTimeout: 300,
  requestTimeout: 600,
  keepAliveTimeout: 300,
  connectionsCheckingInterval: 50,
};

async function openServer() {
  const { app } = testApp(() => Promise.resolve(new Response(emptyPage)));
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0, timeouts });
  return {
    port: server.port,
    list: async () =>
      (await fetch(`http://127.0.0.1:${server.port}${webhookPath}`, { keepalive: false })).text(),
    async [Symbol.asyncDispose]() {
      await server.stop();
    },
  };
}

/** Says `text`, then `drop` again and again for as long as it is listened to; resolves with the answer. */
async function sendSlowly(port: number, text: string, drop: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece));
  socket.on('error', () => {});
  socket.write(text);
  const dripping = setInterval(() => void socket.write(drop), 30);
  await once(socket, 'close');
  clearInterval(dripping);
  return answer.split('\r\n')[0] ?? '';
}

const head = `POST ${webhookPath} HTTP/1.1\r\nhost: localhost\r\n`;

test.each([
  ['says nothing', '', ''],
  ['sends its headers byte by byte', `GET ${webhookPath} HTTP/1.1\r\nhost: localhost\r\nx: `, 'a'],
  ['sends ever more headers', `GET ${webhookPath} HTTP/1.1\r\nhost: localhost\r\n`, 'x: a\r\n'],
  ['sends its body byte by byte', `${head}content-length: 100000\r\n\r\n`, '{'],
  ['sends its chunks byte by byte', `${head}transfer-encoding: chunked\r\n\r\n`, '1\r\n{\r\n'],
])('R10: a client that %s is cut off, and others are served meanwhile', async (_, text, drop) => {
  await using server = await openServer();
  const slow = Array.from({ length: 20 }, () => sendSlowly(server.port, text, drop));
  expect(await server.list()).toBe(emptyPage);
  const answers = new Set(await Promise.all(slow));
  expect(answers).toEqual(new Set([expect.stringMatching(/^HTTP\/1\.1 4(?:08|00) /)]));
});

test('R10: a thousand connections that are left open do not keep others out, and are closed', async () => {
  await using server = await openServer();
  const closed: Promise<unknown>[] = [];
  for (let opened = 0; opened < 1000; opened++) {
    const socket = connect(server.port, '127.0.0.1').on('error', () => {});
    socket.resume();
    closed.push(once(socket, 'close'));
  }
  expect(await server.list()).toBe(emptyPage);
  await Promise.all(closed);
});

const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap');

test.each<[name: string, end: (socket: Socket) => void]>([
  ['is closed on its side', (socket) => void socket.end()],
  ['is reset', (socket) => void socket.resetAndDestroy()],
  ['is gone without a word', (socket) => void socket.destroy()],
])(
  'R10: a connection that %s in the middle of a body leaves nothing behind, and others are served meanwhile',
  async (_, end) => {
    await using server = await openServer();
    const before = sockets().length;
    const closed = Array.from({ length: 200 }, async () => {
      const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => {}).resume();
      const closing = once(socket, 'close');
      await once(socket, 'connect');
      socket.write(`${head}content-length: 100000\r\n\r\n{"url":"https://`);
      await server.list();
      end(socket);
      // The other side ends as well: this one would stay open for reading.
      socket.once('end', () => socket.destroy());
      await closing;
    });
    expect(await server.list()).toBe(emptyPage);
    await Promise.all(closed);
    await expect.poll(() => sockets().length).toBeLessThanOrEqual(before);
    expect(await server.list()).toBe(emptyPage);
  },
);

test('R10: a connection that is closed on its side after a whole request gets its answer', async () => {
  await using server = await openServer();
  const request = `GET ${webhookPath} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`;
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
  let answer = '';
  socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece));
  socket.end(request);
  await once(socket, 'close');
  expect(answer).toContain(emptyPage);
});
