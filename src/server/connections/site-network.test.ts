import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { systemNetwork, type Network } from '../outbound/network.ts';
import { createSiteNetwork } from './site-network.ts';

interface Site extends AsyncDisposable {
  url: string;
  /** Its connections, in the order of their coming. */
  sockets: readonly Socket[];
}

async function openSite(answer: RequestListener): Promise<Site> {
  const sockets: Socket[] = [];
  const server = createServer(answer).on('connection', (socket) => void sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://acme.test:${port}/`,
    sockets,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function openNetwork(about: Partial<Network> = {}, idleMs?: number) {
  let lookups = 0;
  const network: Network = {
    connect: systemNetwork.connect,
    resolve(host) {
      lookups++;
      return about.resolve?.(host) ?? Promise.resolve(['127.0.0.1']);
    },
  };
  const { fetch, close } = createSiteNetwork({
    privateSites: new Set(['acme.test']),
    network,
    ...(idleMs === undefined ? {} : { idleMs }),
  });
  return {
    lookups: () => lookups,
    fetch,
    get: async (url: string) => (await fetch(new Request(url))).text(),
    put: async (url: string) =>
      (await fetch(new Request(url, { method: 'PUT', body: '{}' }))).text(),
    close,
    [Symbol.dispose]: close,
  };
}

const good: RequestListener = (_, answer) => void answer.end('good');

describe('reads one after the other', () => {
  test('share a connection, and its check', async () => {
    await using site = await openSite(good);
    using network = openNetwork();
    for (let round = 0; round < 5; round++) expect(await network.get(site.url)).toBe('good');
    expect([site.sockets.length, network.lookups()]).toEqual([1, 1]);
  });

  test('of two hosts share none, though both are one machine', async () => {
    await using site = await openSite(good);
    const sites = createSiteNetwork({
      privateSites: new Set(['acme.test', 'borealis.test']),
      network: { ...systemNetwork, resolve: () => Promise.resolve(['127.0.0.1']) },
    });
    for (const host of ['acme.test', 'borealis.test', 'acme.test']) {
      const answer = await sites.fetch(new Request(site.url.replace('acme.test', host)));
      await answer.text();
    }
    sites.close();
    expect(site.sockets).toHaveLength(2);
  });

  test('that come at once have a connection each', async () => {
    await using site = await openSite(good);
    using network = openNetwork();
    await Promise.all(Array.from({ length: 4 }, () => network.get(site.url)));
    expect(site.sockets).toHaveLength(4);
  });

  test('share the question for the address while it is open, and no longer', async () => {
    await using site = await openSite(good);
    const address = Promise.withResolvers<string[]>();
    using network = openNetwork({ resolve: () => address.promise });
    const answers = [network.put(site.url), network.put(site.url), network.get(site.url)];
    await expect.poll(network.lookups, { interval: 1 }).toBe(1);
    await new Promise(setImmediate);
    address.resolve(['127.0.0.1']);
    expect(await Promise.all(answers)).toEqual(['good', 'good', 'good']);
    expect(await network.put(site.url)).toBe('good');
    expect(network.lookups()).toBe(2);
  });

  test('S2: lose a kept connection after its time, and the name is looked up and checked anew', async () => {
    await using site = await openSite(good);
    const meanings = ['127.0.0.1', '127.0.0.2'];
    using network = openNetwork({ resolve: () => Promise.resolve(meanings.splice(0, 1)) }, 20);
    await network.get(site.url);
    const [socket] = site.sockets;
    if (socket && !socket.closed) await once(socket, 'close');
    await expect(network.get(site.url)).rejects.toThrow('Nothing listens at acme.test');
    expect(network.lookups()).toBe(2);
  });

  test('are not cut by the time that an idle connection is kept', async () => {
    await using site = await openSite((_, answer) => {
      setTimeout(() => answer.write('slow '), 60);
      setTimeout(() => answer.end('and whole'), 120);
    });
    using network = openNetwork({}, 20);
    await network.get(site.url);
    expect(await network.get(site.url)).toBe('slow and whole');
  });
});

describe('a connection that the site ends', () => {
  /** Answers the first request, and hangs up at the second of a connection. */
  function onceEach(): { answer: RequestListener; asked: string[] } {
    const seen = new WeakSet<Socket>();
    const asked: string[] = [];
    const answer: RequestListener = ({ method = '', socket }, outgoing) => {
      asked.push(method);
      if (seen.has(socket)) socket.destroy();
      else outgoing.end('good');
      seen.add(socket);
    };
    return { answer, asked };
  }

  test('costs a read one more try on a new one', async () => {
    const { answer, asked } = onceEach();
    await using site = await openSite(answer);
    using network = openNetwork();
    await network.get(site.url);
    expect(await network.get(site.url)).toBe('good');
    expect([asked.length, site.sockets.length]).toEqual([3, 2]);
  });

  test('R11: never costs a write a second: it takes a new one, which is not kept', async () => {
    const { answer, asked } = onceEach();
    await using site = await openSite(answer);
    using network = openNetwork();
    await network.get(site.url);
    expect(await network.put(site.url)).toBe('good');
    expect(await network.put(site.url)).toBe('good');
    expect(asked).toEqual(['GET', 'PUT', 'PUT']);
    expect(site.sockets).toHaveLength(3);
  });

  test.each(['GET', 'PUT'])(
    'R11: without an answer to a %s on a new one is told, and no more',
    async (method) => {
      const asked: string[] = [];
      await using site = await openSite(({ socket }) => {
        asked.push(method);
        socket.destroy();
      });
      using network = openNetwork();
      const request = new Request(site.url, {
        method,
        ...(method === 'PUT' ? { body: '{}' } : {}),
      });
      await expect(network.fetch(request)).rejects.toThrow('socket hang up');
      expect(asked).toEqual([method]);
    },
  );
});

test('R9: what is given up, or read in part, leaves no connection', async () => {
  await using site = await openSite(({ url }, answer) => {
    if (url === '/part') answer.write('x'.repeat(1000));
  });
  using network = openNetwork();
  const client = new AbortController();
  const hung = network.fetch(new Request(`${site.url}hang`, { signal: client.signal }));
  await expect.poll(() => site.sockets.length).toBe(1);
  client.abort();
  await expect(hung).rejects.toThrow('The time was over.');
  const part = await network.fetch(new Request(`${site.url}part`));
  await part.body?.cancel();
  await expect.poll(() => site.sockets.filter(({ closed }) => closed).length).toBe(2);
});

test('kept connections end with the console', async () => {
  await using site = await openSite(good);
  const network = openNetwork();
  await network.get(site.url);
  network.close();
  await expect.poll(() => site.sockets[0]?.closed).toBe(true);
});
