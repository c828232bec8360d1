import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { expectSecured } from './expect-secured.ts';
import { listen } from './http-server.ts';
import { emptyPage, testApp, webhookPath } from '../test-app.ts';

/** The whole answer to what is written on a bare socket, as far as it can be read as one. */
async function answerTo(text: string): Promise<Response> {
  const { app } = testApp(() => Promise.resolve(new Response(emptyPage)));
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
  const socket = connect(server.port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
  socket.end(text);
  await once(socket, 'close');
  await server.stop();
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    return [name, value];
  });
  return new Response(body, { status: Number(statusLine.split(' ')[1]), headers });
}

const get = `GET ${webhookPath} HTTP/1.1\r\n`;
const post = `POST ${webhookPath} HTTP/1.1\r\nhost: localhost\r\n`;

test.each([
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['no Host', `${get}\r\n`, 400],
  ['two Hosts', `${get}host: localhost\r\nhost: evil.test\r\n\r\n`, 400],
  ['a Host that is none', `${get}host: a b\r\n\r\n`, 400],
  ['a Host with a path', `${get}host: localhost/x?y\r\n\r\n`, 400],
  [
    'another name by an absolute address',
    'GET http://evil.test/ HTTP/1.1\r\nhost: localhost\r\n\r\n',
    421,
  ],
  ['a backslash in the path', 'GET /api\\..\\x HTTP/1.1\r\nhost: localhost\r\n\r\n', 400],
  ['a header that is too long', `${get}host: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['a header with a bare CR', `${get}host: localhost\r\nx: a\rset-cookie: b\r\n\r\n`, 400],
  ['two lengths', `${post}content-length: 1\r\ncontent-length: 2\r\n\r\n{}`, 400],
  [
    'a length and chunks',
    `${post}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  [
    'chunks that are not the last encoding',
    `${post}transfer-encoding: chunked, x\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ['a chunk of no size', `${post}transfer-encoding: chunked\r\n\r\nzz\r\n`, 400],
])('S4: %s is refused, with every header of any other answer', async (_, text, status) => {
  const response = await answerTo(text);
  expect(response.status).toBe(status);
  expectSecured(response);
  expect(await response.json()).toEqual({ errorMessages: [expect.any(String)], errors: {} });
});

test('a good request on a bare socket is answered', async () => {
  const response = await answerTo(`${get}host: localhost\r\nconnection: close\r\n\r\n`);
  expect(response.status).toBe(200);
});
