import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { NotUsable } from '../not-usable.ts';
import { systemNetwork } from '../../outbound/network.ts';
import { createSiteNetwork } from '../site-network.ts';
import { createAtlassian } from './atlassian.ts';

/** Atlassian as it should never be. */
async function openAtlassian(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const { fetch, close } = createSiteNetwork({
    privateSites: new Set(['127.0.0.1']),
    network: systemNetwork,
  });
  const settings = { clientId: 'id', clientSecret: 'secret', authUrl: url, apiUrl: url };
  const atlassian = createAtlassian(settings, fetch);
  return {
    /** Everything that is asked of it without a person, and how that ended. */
    ask: () =>
      Promise.allSettled([atlassian.refresh('one'), atlassian.user('a'), atlassian.sites('a')]),
    async [Symbol.asyncDispose]() {
      close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const passing = Array.from({ length: 3 }, () => ({
  status: 'rejected',
  reason: expect.objectContaining({ constructor: NotUsable, status: 502 }),
}));

afterEach(() => void vi.useRealTimers());

test.each<[name: string, answer: RequestListener]>([
  [
    'without an end',
    (_, answer) => {
      const more = () => {
        while (answer.write(' '.repeat(16_384)));
      };
      answer.writeHead(200, { 'content-type': 'application/json' }).on('drain', more);
      more();
    },
  ],
  [
    'cut in the middle',
    (_, answer) => {
      answer.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      answer.write('{"access_token"', () => answer.destroy());
    },
  ],
  ['that leads elsewhere', (_, answer) => void answer.writeHead(302, { location: '/' }).end()],
  ['that is no JSON', (_, answer) => void answer.end('<html>')],
  ['that is none', ({ socket }) => void socket.destroy()],
])('R17: an answer of Atlassian’s %s passes, and is told', async (_, answer) => {
  await using atlassian = await openAtlassian(answer);
  expect(await atlassian.ask()).toEqual(passing);
});

test('R9: one that does not come to its end is given up', async () => {
  const atlassian = createAtlassian(
    { clientId: 'id', clientSecret: 'secret', authUrl: 'https://a.test', apiUrl: 'https://b.test' },
    () => Promise.resolve(new Response(new ReadableStream())),
  );
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const asked = Promise.allSettled([
    atlassian.refresh('one'),
    atlassian.user('a'),
    atlassian.sites('a'),
  ]);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await asked).toEqual(passing);
});
