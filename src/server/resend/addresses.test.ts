import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUrl } from '../outbound/destination.ts';
import { systemNetwork, type Network } from '../outbound/network.ts';
import { isPublic, isSameAddress } from '../outbound/public-addresses.ts';
import { send } from './send.ts';
import { hostileUrls, watchedNetwork } from '../outbound/test-hostile-urls.ts';

function sendTo(text: string, network: Network, allowedHosts: readonly string[] = []) {
  const url = readUrl(text);
  if (typeof url === 'string') return Promise.resolve({ state: 'refused', reason: url });
  return send({
    message: { url, headers: {}, body: Buffer.from('{}') },
    receiver: undefined,
    guard: { allowedHosts: new Set(allowedHosts), network },
    timeoutMs: 5000,
    stopping: new AbortController().signal,
  });
}

test.each(hostileUrls)('S2: nothing is connected to for %s', async (text) => {
  const { network, connections } = watchedNetwork(['127.0.0.1']);
  const outcome = await sendTo(text, network);
  expect(outcome.state).toBe('refused');
  expect(connections).toEqual([]);
});

test.each([
  ['10.0.0.1'],
  ['8.8.8.8', '169.254.169.254'],
  ['169.254.169.254', '8.8.8.8'],
  ['2606:4700:4700::1111', '::1'],
  ['::ffff:127.0.0.1'],
  ['64:ff9b::7f00:1'],
  ['fe80::1%eth0'],
  ['fd00::1'],
  ['not an address'],
])('S2: one address that is not public refuses the name: %s %s', async (...addresses) => {
  const { network, connections } = watchedNetwork(addresses);
  const outcome = await sendTo('https://hooks.acme.example/', network);
  expect(outcome).toMatchObject({
    state: 'refused',
    reason: expect.stringContaining('RESEND_HOSTS can name hooks.acme.example'),
  });
  expect(connections).toEqual([]);
});

test('S2: a name that means something else the next time is looked up once, and that is held to', async () => {
  const { network, connections, lookUps } = watchedNetwork(['8.8.8.8'], ['127.0.0.1']);
  const outcome = await sendTo('https://rebinding.example/', network);
  expect(outcome).toMatchObject({
    state: 'failed',
    reason: 'Nothing listens at rebinding.example:443.',
  });
  expect([connections, lookUps()]).toEqual([['8.8.8.8'], 1]);
});

test('S2: a connection that comes out elsewhere is closed before a byte is sent', async () => {
  let bytes = 0;
  const server = createServer((socket) => socket.on('data', (chunk) => (bytes += chunk.length)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'));
  const network: Network = {
    resolve: () => Promise.resolve(['8.8.8.8']),
    connect: () => connect({ host: '127.0.0.1', port }),
  };
  expect(await sendTo('https://hooks.acme.example/', network)).toEqual({
    state: 'refused',
    reason: 'The connection to 8.8.8.8 came out at 127.0.0.1, so nothing was sent.',
  });
  await closed;
  expect(bytes).toBe(0);
  server.close();
});

test('of several public addresses the next is tried where one is dead', async () => {
  const { network, connections } = watchedNetwork(['8.8.8.8', '8.8.4.4', '2606:4700:4700::1111']);
  await sendTo('https://hooks.acme.example/', network);
  expect(connections).toEqual(['8.8.8.8', '8.8.4.4', '2606:4700:4700::1111']);
});

test('a setting names hosts that may be private, and no others', async () => {
  const { network, connections } = watchedNetwork(['10.0.0.7']);
  const allowed = ['hooks.acme.internal', '::1'];
  const urls = [
    'http://Hooks.Acme.Internal.:8080/',
    'https://hooks.acme.internal/',
    'http://[::1]/',
  ];
  for (const url of urls) expect((await sendTo(url, network, allowed)).state).toBe('failed');
  expect(connections).toEqual(['10.0.0.7', '10.0.0.7', '::1']);
  const near = [
    'https://a.hooks.acme.internal/',
    'https://hooks.acme.internal.evil.example/',
    'https://[::2]/',
  ];
  for (const url of near) expect((await sendTo(url, network, allowed)).state).toBe('refused');
  expect(connections).toHaveLength(3);
});

test.each([
  ['ENOTFOUND', 'No host is called gone.example: the name has no address.'],
  ['EAI_AGAIN', 'The name gone.example could not be looked up (EAI_AGAIN).'],
])('a name that leads nowhere (%s) is told as such', async (code, reason) => {
  const resolve = () => Promise.reject(Object.assign(new Error('lookup'), { code }));
  const outcome = await sendTo('https://gone.example/', { ...systemNetwork, resolve });
  expect(outcome).toMatchObject({ state: 'failed', reason });
});

test('a look-up that never ends does not hold the console, and nothing follows it', async () => {
  const late = Promise.withResolvers<string[]>();
  const { network, connections } = watchedNetwork();
  const url = new URL('https://hooks.acme.example/');
  const outcome = await send({
    message: { url, headers: {}, body: Buffer.from('{}') },
    receiver: undefined,
    guard: { allowedHosts: new Set(), network: { ...network, resolve: () => late.promise } },
    timeoutMs: 50,
    stopping: new AbortController().signal,
  });
  expect(outcome).toMatchObject({
    state: 'failed',
    reason: 'There was no connection to hooks.acme.example within 0.05 seconds.',
  });
  late.resolve(['8.8.8.8']);
  await late.promise;
  await new Promise(setImmediate);
  expect(connections).toEqual([]);
});

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2001:4860:4860::8888',
  '2a00:1450::1',
])('%s is somebody’s on the Internet', (address) => {
  expect(isPublic(address)).toBe(true);
});

test('S2: no address of this machine is public, whatever it is', () => {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ address }) => isPublic(address))).toEqual([]);
});

test('addresses are the same by what they mean', () => {
  expect(isSameAddress('2001:4860:4860::8888', '2001:4860:4860:0:0:0:0:8888')).toBe(true);
  expect(isSameAddress('::1', '127.0.0.1')).toBe(false);
  expect(isSameAddress('', '127.0.0.1')).toBe(false);
});

test('S2: a private IPv4 address is refused in every spelling and inside of any IPv6 address', async () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const privately = fc.oneof(
    fc.tuple(fc.constant(10), octet, octet, octet),
    fc.tuple(fc.constant(127), octet, octet, octet),
    fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  );
  const spellings = (parts: number[]) => {
    const value = parts.reduce((sum, part) => sum * 256 + part, 0);
    const hex = value.toString(16).padStart(8, '0');
    const groups = `${hex.slice(0, 4)}:${hex.slice(4)}`;
    return [
      parts.join('.'),
      String(value),
      `0x${hex}`,
      `0${value.toString(8)}`,
      parts.map((part) => `0x${part.toString(16)}`).join('.'),
      parts.map((part) => `0${part.toString(8)}`).join('.'),
      `${parts[0]}.${value % 2 ** 24}`,
      `[::ffff:${groups}]`,
      `[::${groups}]`,
      `[64:ff9b::${groups}]`,
      `[2002:${groups}::1]`,
    ];
  };
  await fc.assert(
    fc.asyncProperty(privately, async (parts) => {
      for (const host of spellings(parts)) {
        const { network, connections } = watchedNetwork(['8.8.8.8']);
        expect((await sendTo(`https://${host}/`, network)).state).toBe('refused');
        expect(connections).toEqual([]);
      }
    }),
  );
});
