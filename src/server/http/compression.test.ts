/** R18: a few bytes that unpack to many, in both directions. */
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixedConnections } from '../connections/registry.ts';
import { failuresPath, openTestArchive } from '../archive/test-archive.ts';
import { openTestAccess } from '../access/test-access.ts';
import { openTestConnections } from '../connections/test-connections.ts';
import { openTestResending, resendPath } from '../resend/test-resending.ts';
import { listen } from './http-server.ts';
import { testApp, testConnection, webhookPath } from '../test-app.ts';
import { openRawUpstream } from '../proxy/test-raw-upstream.ts';
import { mostAnswerBytes } from '../proxy/upstream.ts';

const unpacked = mostAnswerBytes + 32 * 1024 * 1024;
const bombs: Record<string, Buffer> = {};
beforeAll(() => {
  const zeros = Buffer.alloc(unpacked);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: unpacked,
  };
  bombs['br'] = brotliCompressSync(zeros, { params });
  bombs['gzip'] = gzipSync(zeros);
  bombs['deflate'] = deflateSync(zeros);
  bombs['gzip, br'] = brotliCompressSync(bombs['gzip']);
});

const encodings = ['br', 'gzip', 'deflate', 'gzip, br'];

describe('towards the console', () => {
  const addresses: [method: string, path: string][] = [
    ['POST', webhookPath],
    ['DELETE', webhookPath],
    ['PUT', `${webhookPath}/refresh`],
    ['POST', failuresPath],
    ['POST', '/sandbox/rest/api/3/webhook'],
    ['POST', '/sandbox/control/failures'],
  ];

  test.each(encodings)(
    'R18: %s is refused wherever a body is taken, and not unpacked',
    async (encoding) => {
      await using archive = await openTestArchive();
      const never = () => Promise.reject(new Error('must not be called'));
      const { app } = testApp(never, { sandbox: { fetch: never } });
      for (const [method, path] of addresses) {
        const answer = path === failuresPath ? archive.request : app.request;
        const response = await answer(path, {
          method,
          body: new Uint8Array(bombs[encoding] ?? []),
          headers: { 'content-encoding': encoding, 'content-type': 'application/json' },
        });
        expect([path, response.status]).toEqual([path, 415]);
      }
    },
  );

  test.each(encodings)(
    'R18: %s is refused for connections, tokens and sending again too',
    async (encoding) => {
      await using connecting = await openTestConnections();
      await using access = await openTestAccess();
      await using resending = await openTestResending();
      await resending.keep('{}');
      const headers = { 'content-encoding': encoding, 'content-type': 'application/json' };
      const init = { method: 'POST', body: new Uint8Array(bombs[encoding] ?? []), headers };
      const admin = { ...headers, ...(await access.signedIn('admin')) };
      const statuses = {
        'a connection': (await connecting.ask('/api/connections', init)).status,
        'an import': (await connecting.ask('/api/connections/import', init)).status,
        'a token': (await access.request('/api/tokens', { ...init, headers: admin })).status,
        'an attempt': (await resending.app.request(`http://localhost${resendPath()}`, init)).status,
      };
      expect(Object.entries(statuses).filter(([, status]) => status !== 415)).toEqual([]);
    },
  );

  test('a body that says of itself that it is not encoded passes', async () => {
    const { app } = testApp(() => Promise.resolve(new Response('{}')));
    const init = { method: 'POST', body: '{}', headers: { 'content-encoding': 'Identity' } };
    expect((await app.request(webhookPath, init)).status).toBe(200);
  });
});

describe('from a site', () => {
  /** What comes through the console until it ends or breaks off, and how much memory that took. */
  async function readThrough(encoding: string) {
    const body = bombs[encoding] ?? Buffer.alloc(0);
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
    await using upstream = await openRawUpstream(Buffer.concat([Buffer.from(head), body]));
    const connections = fixedConnections([
      testConnection((request) => fetch(request), upstream.url),
    ]);
    const { app, log } = testApp(fetch, { connections, upstreamTimeoutMs: 30_000 });
    const server = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
    const peakBefore = process.resourceUsage().maxRSS;
    const response = await fetch(`http://127.0.0.1:${server.port}${webhookPath}`);
    let read = 0;
    const ending = await response.body
      ?.pipeTo(new WritableStream({ write: (chunk: Uint8Array) => void (read += chunk.length) }))
      .then(
        () => 'whole',
        () => 'broken off',
      );
    const grown = (process.resourceUsage().maxRSS - peakBefore) * 1024;
    await server.stop();
    return { status: response.status, read, ending, grown, log: log.join('') };
  }

  test.each(['br', 'gzip, br'])(
    'R18: %s is broken off at the cap, and never held',
    async (encoding) => {
      const { read, ending, grown, log } = await readThrough(encoding);
      expect(ending).toBe('broken off');
      expect(read).toBeLessThanOrEqual(mostAnswerBytes);
      expect(read).toBeGreaterThan(0);
      expect(log).toContain('AnswerTooLong');
      // Of the console and of its client together, whose garbage counts too.
      expect(grown).toBeLessThan(mostAnswerBytes);
    },
  );
});
