import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { fixedConnections } from '../connections/registry.ts';
import { listen } from './http-server.ts';
import { plantedSecret, testApp, testConnection, webhookPath } from '../test-app.ts';
import { openRawUpstream } from '../proxy/test-raw-upstream.ts';

/** What each vector tries to have taken for a request of its own. */
const smuggled = `DELETE ${webhookPath}?smuggled HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n`;
const chunkedSmuggled = `0\r\n\r\n${smuggled}`;
const start = `POST ${webhookPath} HTTP/1.1\r\n`;
const post = `${start}host: localhost\r\n`;
const get = `GET ${webhookPath} HTTP/1.1\r\nhost: localhost\r\n`;

/** Writes the bytes on a bare socket, and resolves with all that came back once the console closes it. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece));
  socket.on('error', () => {});
  socket.write(Buffer.from(text, 'latin1'));
  await once(socket, 'close');
  return answer;
}

async function sendThrough(text: string) {
  await using upstream = await openRawUpstream();
  const connections = fixedConnections([testConnection((request) => fetch(request), upstream.url)]);
  const { app } = testApp(fetch, { connections });
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
  const answer = await exchange(server.port, text);
  await server.stop();
  const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) =>
    Number(status),
  );
  return { statuses, received: upstream.received() };
}

const chunked = 'transfer-encoding: chunked';
const length = (bytes: number) => `content-length: ${bytes}`;

/** Two readers of the same bytes could part them differently (RFC 9112, 6.3 and 11.2). */
const ambiguous: [name: string, text: string][] = [
  ['a length, then chunks', `${post}${length(5)}\r\n${chunked}\r\n\r\n${chunkedSmuggled}`],
  ['chunks, then a length', `${post}${chunked}\r\n${length(5)}\r\n\r\n${chunkedSmuggled}`],
  ['chunks and a length of nothing', `${post}${length(0)}\r\n${chunked}\r\n\r\n${chunkedSmuggled}`],
  ['two lengths', `${post}${length(0)}\r\n${length(smuggled.length)}\r\n\r\n${smuggled}`],
  ['one length twice', `${post}${length(0)}\r\n${length(0)}\r\n\r\n${smuggled}`],
  ['lengths in a list', `${post}content-length: 0, 0\r\n\r\n${smuggled}`],
  ['a length with a sign', `${post}content-length: +0\r\n\r\n${smuggled}`],
  ['a length below nothing', `${post}content-length: -1\r\n\r\n${smuggled}`],
  ['a length in hexadecimal', `${post}content-length: 0x0\r\n\r\n${smuggled}`],
  ['a length with a fraction', `${post}content-length: 0.0\r\n\r\n${smuggled}`],
  ['a length past all numbers', `${post}content-length: 18446744073709551616\r\n\r\n${smuggled}`],
  ['a length with a space inside', `${post}content-length: 0 0\r\n\r\n${smuggled}`],
  ['a space before the colon', `${post}content-length : 0\r\n\r\n${smuggled}`],
  ['a tab before the colon', `${post}transfer-encoding\t: chunked\r\n\r\n${chunkedSmuggled}`],
  ['chunks by another name', `${post}transfer-encoding: xchunked\r\n\r\n${chunkedSmuggled}`],
  ['chunks and one encoding more', `${post}${chunked}, identity\r\n\r\n${chunkedSmuggled}`],
  ['chunks twice', `${post}${chunked}\r\n${chunked}\r\n\r\n${chunkedSmuggled}`],
  [
    'chunks, then what hides them',
    `${post}${chunked}\r\ntransfer-encoding: x\r\n\r\n${chunkedSmuggled}`,
  ],
  [
    'chunks behind a vertical tab',
    `${post}transfer-encoding: \x0bchunked\r\n\r\n${chunkedSmuggled}`,
  ],
  ['chunks behind a NUL', `${post}transfer-encoding: \0chunked\r\n\r\n${chunkedSmuggled}`],
  ['a folded encoding', `${post}transfer-encoding:\r\n chunked\r\n\r\n${chunkedSmuggled}`],
  ['a folded header', `${post}x: a\r\n ${length(0)}\r\n\r\n${smuggled}`],
  ['a header that starts with a space', `${start} host: localhost\r\n\r\n${smuggled}`],
  ['a header without a colon', `${post}content-length\r\n\r\n${smuggled}`],
  ['a header without a name', `${post}: 0\r\n\r\n${smuggled}`],
  ['a NUL in a name', `${post}content-\0length: 0\r\n\r\n${smuggled}`],
  ['a NUL in a value', `${post}x: a\0b\r\n\r\n${smuggled}`],
  ['a bare CR in a value', `${post}x: a\r${length(0)}\r\n\r\n${smuggled}`],
  ['lines that end with CR alone', `${post.replaceAll('\r\n', '\r')}\r\r${smuggled}`],
  ['a chunk size with a sign', `${post}${chunked}\r\n\r\n+0\r\n\r\n${smuggled}`],
  ['a chunk size as 0x0', `${post}${chunked}\r\n\r\n0x0\r\n\r\n${smuggled}`],
  [
    'a chunk size past all numbers',
    `${post}${chunked}\r\n\r\n10000000000000000\r\n\r\n${smuggled}`,
  ],
  ['a chunk longer than it says', `${post}${chunked}\r\n\r\n1\r\n{}}\r\n${chunkedSmuggled}`],
  ['a chunk size ended by LF alone', `${post}${chunked}\r\n\r\n2\n{}\r\n${chunkedSmuggled}`],
  [
    'a chunk extension with a line in it',
    `${post}${chunked}\r\n\r\n2;a=\n{}\r\n${chunkedSmuggled}`,
  ],
  ['a chunk without its end', `${post}${chunked}\r\n\r\n2\r\n{}${chunkedSmuggled}`],
  [
    'a space in the address',
    `POST ${webhookPath}? HTTP/1.1 HTTP/1.1\r\nhost: localhost\r\n\r\n${smuggled}`,
  ],
  ['a version that is none', `POST ${webhookPath} HTTP/1.2\r\nhost: localhost\r\n\r\n${smuggled}`],
  ['version 0.9', `GET ${webhookPath}\r\n\r\n${smuggled}`],
  ['version 2 on a plain socket', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${smuggled}`],
  [
    'bytes that are no text in the address',
    `GET ${webhookPath}?a=\xff\xfe\x80 HTTP/1.1\r\nhost: localhost\r\n\r\n${smuggled}`,
  ],
  [
    'a method in small letters',
    `post ${webhookPath} HTTP/1.1\r\nhost: localhost\r\n\r\n${smuggled}`,
  ],
  [
    'chunks in version 1.0',
    `POST ${webhookPath} HTTP/1.0\r\nhost: localhost\r\n${chunked}\r\n\r\n${chunkedSmuggled}`,
  ],
];

test.each(ambiguous)(
  'S3: %s: 400, the end of the connection, and nothing goes on',
  async (_, text) => {
    expect(await sendThrough(text)).toEqual({ statuses: [400], received: [] });
  },
);

test('S3: a tunnel is not opened', async () => {
  const tunnel = `CONNECT localhost:80 HTTP/1.1\r\nhost: localhost\r\n\r\n${smuggled}`;
  expect(await sendThrough(tunnel)).toEqual({ statuses: [], received: [] });
});

const last = 'connection: close\r\n\r\n';
const evil = 'x-evil: 1';

/** What is clear, however odd: it is served, and goes on as one request in the console's own words. */
const odd: [name: string, text: string][] = [
  [
    'headers for those who forward',
    `${get}forwarded: for=10.0.0.1;host=evil.test\r\nx-forwarded-for: 10.0.0.1\r\nx-forwarded-host: evil.test\r\nx-forwarded-proto: https\r\nx-real-ip: 10.0.0.1\r\nvia: 1.1 evil\r\n${evil}\r\n${last}`,
  ],
  [
    'addresses to be used instead',
    `${get}x-original-url: /rest/api/3/myself\r\nx-rewrite-url: /rest/api/3/myself\r\n${evil}\r\n${last}`,
  ],
  [
    'a method to be used instead',
    `${get}x-http-method: DELETE\r\nx-http-method-override: DELETE\r\nx-method-override: DELETE\r\n${evil}\r\n${last}`,
  ],
  [
    'credentials of its own',
    `${get}authorization: Basic ZXZpbA==\r\ncookie: a=1\r\nproxy-authorization: Basic ZXZpbA==\r\n${evil}\r\n${last}`,
  ],
  [
    'a name made to be dropped on the way',
    `${get}connection: close, authorization, x-evil\r\n${evil}\r\n\r\n`,
  ],
  [
    'an upgrade to HTTP/2',
    `${get}upgrade: h2c\r\nhttp2-settings: AAMAAABkAARAAAAAAAIAAAAA\r\n${evil}\r\n${last}`,
  ],
  [
    'an upgrade to a WebSocket',
    `${get}upgrade: websocket\r\nsec-websocket-version: 13\r\n${evil}\r\n${last}`,
  ],
  [
    'lines within the query',
    `GET ${webhookPath}?a=%0d%0ax-evil:1%0d%0a%0d%0aGET%20/evil HTTP/1.1\r\nhost: localhost\r\n${last}`,
  ],
  ['a NUL within the query', `GET ${webhookPath}?a=%00 HTTP/1.1\r\nhost: localhost\r\n${last}`],
  [
    'another host within the query',
    `GET ${webhookPath}?@evil.test/ HTTP/1.1\r\nhost: localhost\r\n${last}`,
  ],
  ['lines within what it accepts', `${get}accept: a%0d%0a${evil}\r\n${last}`],
  ['bytes that are no text in what it accepts', `${get}accept: \xe9\xff\t\r\n${last}`],
  ['a whole address', `GET http://localhost${webhookPath} HTTP/1.1\r\nhost: localhost\r\n${last}`],
  ['version 1.0', `GET ${webhookPath} HTTP/1.0\r\nhost: localhost\r\n\r\n`],
  [
    'more spaces than one in its first line',
    `GET   ${webhookPath} HTTP/1.1\r\nhost: localhost\r\n${last}`,
  ],
  ['a trailer', `${post}${chunked}\r\ntrailer: x-evil\r\n${last}2\r\n{}\r\n0\r\n${evil}\r\n\r\n`],
  ['a chunk with an extension', `${post}${chunked}\r\n${last}2;x-evil=1\r\n{}\r\n0\r\n\r\n`],
  ['a wish to be told to go on', `${post}${length(2)}\r\nexpect: 100-continue\r\n${last}{}`],
  ['a body with a request in it', `${post}${length(smuggled.length)}\r\n${last}${smuggled}`],
  ['a GET with a body', `${get}${length(smuggled.length)}\r\n${last}${smuggled}`],
];

const ourHeaders =
  /^(?:host|connection|user-agent|accept|accept-language|accept-encoding|authorization|content-type|content-length|sec-fetch-mode)$/;

test.each(odd)('S3: %s: nothing of it goes on but what is ours to pass', async (_, text) => {
  const { statuses, received } = await sendThrough(text);
  expect(statuses.filter((status) => status !== 100)).toEqual([200]);
  expect(received).toHaveLength(1);
  const [head = '', body = ''] = (received[0] ?? '').split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  expect(first).toMatch(/^(?:GET|POST) \/rest\/api\/3\/webhook(?:\?[\x21-\x7e]*)? HTTP\/1\.1$/);
  const headers = lines.map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
  expect(headers.filter((name) => !ourHeaders.test(name))).toEqual([]);
  expect(new Set(headers).size).toBe(headers.length);
  expect(lines.find((line) => /^authorization:/i.test(line))).toBe(
    `authorization: Bearer ${plantedSecret}`,
  );
  // What it was sent as a body stays one: its length is told, and GET has none.
  const told = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  expect(first.startsWith('POST') ? told : 0).toBe((received[0] ?? '').length - head.length - 4);
  expect(first.startsWith('GET') ? body : '').toBe('');
});
