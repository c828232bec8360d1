import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { listen } from './http-server.ts';
import { requestBodyLimit } from './request-body.ts';
import { testApp, webhookPath } from '../test-app.ts';

const chunk = Buffer.alloc(64 * 1024, ' ');

/** A body of `chunks` pieces that counts how many were taken. */
function countedBody(chunks: number) {
  const count = { taken: 0 };
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (count.taken++ === chunks) controller.close();
      else controller.enqueue(new Uint8Array(chunk));
    },
    cancel: () => cancel(),
  });
  return { body, count, cancelled };
}

const register = (body: RequestInit['body'], headers: Record<string, string> = {}) => {
  let calls = 0;
  const { app } = testApp(() => Promise.resolve(new Response(String(++calls))));
  const init = { method: 'POST', body: body ?? null, headers, duplex: 'half' };
  return app.request(new Request(`http://localhost${webhookPath}`, init));
};

test('R17: a body of exactly the limit passes, one byte more does not', async () => {
  expect((await register(new Uint8Array(requestBodyLimit))).status).toBe(200);
  const response = await register(new Uint8Array(requestBodyLimit + 1));
  expect(response.status).toBe(413);
  expect(await response.json()).toEqual({
    errorMessages: [expect.stringContaining('longer than 1 MiB')],
    errors: {},
  });
});

test('R17: an announced length is refused before anything is read', async () => {
  const { body, count } = countedBody(400);
  expect((await register(body, { 'content-length': String(26 * 1024 * 1024) })).status).toBe(413);
  expect(count.taken).toBeLessThanOrEqual(1);
});

test('R17: a length that lies is not believed', async () => {
  const { body } = countedBody(20);
  expect((await register(body, { 'content-length': '2' })).status).toBe(413);
});

test('R17: an endless body is given up', async () => {
  const { body, count, cancelled } = countedBody(Number.POSITIVE_INFINITY);
  expect((await register(body)).status).toBe(413);
  await cancelled;
  expect(count.taken * chunk.byteLength).toBeLessThan(34 * requestBodyLimit);
});

/** Sends `head`, then chunks until the answer comes or `most` bytes are out. Resolves with its first line. */
async function send(port: number, head: string[], most: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const answer = new Promise<string>((resolve) => {
    socket.once('data', (bytes) => resolve(bytes.toString('latin1').split('\r\n')[0] ?? ''));
    socket.once('close', () => resolve('no answer'));
  });
  socket.on('error', () => {});
  socket.write([`POST ${webhookPath} HTTP/1.1`, 'host: localhost', ...head, '\r\n'].join('\r\n'));
  const size = `${chunk.length.toString(16)}\r\n`;
  const piece = head.includes('transfer-encoding: chunked')
    ? Buffer.concat([Buffer.from(size), chunk, Buffer.from('\r\n')])
    : chunk;
  for (let sent = 0; sent < most && socket.bytesRead === 0 && !socket.destroyed;) {
    sent += piece.length;
    if (socket.write(piece)) continue;
    await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), answer]);
  }
  await answer;
  socket.destroy();
  return answer;
}

test.each([
  ['26 MB announced', ['content-length: 27262976'], 27_262_976],
  ['26 MB in chunks', ['transfer-encoding: chunked'], 27_262_976],
  ['endless chunks', ['transfer-encoding: chunked'], Number.POSITIVE_INFINITY],
])('R17: %s, twenty at once: 413 each, while they still send', async (_, head, most) => {
  const { app } = testApp(() => Promise.reject(new Error('must not be called')));
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
  const peakBefore = process.resourceUsage().maxRSS;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => send(server.port, head, most)),
  );
  const grown = (process.resourceUsage().maxRSS - peakBefore) * 1024;
  expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 413 Payload Too Large']));
  // Three times the limit for each of the twenty; the bodies are 26 times the limit.
  expect(grown).toBeLessThan(20 * 3 * requestBodyLimit);
  await server.stop();
});

test('R17: a length that lies over a socket is the parser’s affair: the rest is no request', async () => {
  const { app } = testApp(() => Promise.resolve(new Response('{}')));
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
  const both = ['content-length: 2', 'transfer-encoding: chunked'];
  expect(await send(server.port, both, chunk.length)).toBe('HTTP/1.1 400 Bad Request');
  await server.stop();
});
