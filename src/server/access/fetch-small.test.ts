import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openProvider } from './provider.ts';
import { readAccessSettings } from './settings.ts';
import { createAtlassian } from '../connections/oauth/atlassian.ts';
import { createSiteNetwork } from '../connections/site-network.ts';
import { fetchSmall, mostSmallBytes } from './fetch-small.ts';
import { systemNetwork } from '../outbound/network.ts';
import { openRawUpstream } from '../proxy/test-raw-upstream.ts';

const answer = (body: Buffer, encoding = 'identity') =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`,
    ),
    body,
  ]);

test('what is small comes as it is', async () => {
  const body = Buffer.alloc(mostSmallBytes, 'a');
  await using upstream = await openRawUpstream(answer(body));
  const response = await fetchSmall(upstream.url, {});
  expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  expect(upstream.received()[0]).toContain('accept-encoding: identity');
});

test('R18: what is longer is cut off', async () => {
  await using upstream = await openRawUpstream(answer(Buffer.alloc(mostSmallBytes * 4)));
  await expect(fetchSmall(upstream.url, {})).rejects.toThrow('too long');
});

test.each(['gzip', 'br', 'deflate', 'gzip, br', 'x-gzip'])(
  'R18: %s is not unpacked where none was asked for',
  async (encoding) => {
    await using upstream = await openRawUpstream(answer(gzipSync('{}'), encoding));
    await expect(fetchSmall(upstream.url, {})).rejects.toThrow('compressed');
  },
);

/** A server of log-ins that answers everything with one document, compressed or not. */
async function openServer(encoding: 'gzip' | 'identity') {
  const server = createServer((_, outgoing) => {
    const text = JSON.stringify({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      account_id: 'a',
      name: 'Sam',
    });
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
    outgoing.end(encoding === 'gzip' ? gzipSync(text) : text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const begin = (issuer: string) => {
  const environment = {
    PUBLIC_URL: 'http://localhost',
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'console',
    OIDC_CLIENT_SECRET: 'secret',
  };
  const settings = readAccessSettings(environment, '127.0.0.1');
  if (settings.kind !== 'oidc') throw new Error('This is no log-in by a provider.');
  return openProvider(settings).begin('/');
};
const user = async (url: string) => {
  const { fetch, close } = createSiteNetwork({
    privateSites: new Set(['127.0.0.1']),
    network: systemNetwork,
  });
  try {
    const settings = { clientId: 'a', clientSecret: 'b', authUrl: url, apiUrl: url };
    return await createAtlassian(settings, fetch).user('token');
  } finally {
    close();
  }
};

test('R18: neither a provider nor Atlassian’s sign-in is listened to where it compresses', async () => {
  await using plain = await openServer('identity');
  expect((await begin(plain.url)).url.pathname).toBe('/authorize');
  expect((await user(plain.url)).name).toBe('Sam');
  await using compressing = await openServer('gzip');
  await expect(begin(compressing.url)).rejects.toBeInstanceOf(Error);
  await expect(user(compressing.url)).rejects.toThrow('did not tell who signed in');
});
