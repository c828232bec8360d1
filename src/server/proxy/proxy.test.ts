import { describe, expect, test } from 'vitest';
import { errorCollection } from '../../jira/wire.ts';
import {
  emptyPage,
  operations,
  plantedSecret,
  requestOf,
  testApp,
  webhookPath,
} from '../test-app.ts';

const errorMessage = async (response: Response) => {
  const { errorMessages } = errorCollection.parse(await response.json());
  return errorMessages?.[0] ?? '';
};

const json = (body: string) => ({ body, headers: { 'content-type': 'application/json' } });
const upstreamAnswers = [
  ...[400, 401, 403, 404, 408, 409, 429, 500, 502, 503].map((status) => ({
    name: String(status),
    status,
    ...json(`{"errorMessages":["status ${status}"],"errors":{}}`),
  })),
  {
    name: '429 with Retry-After',
    status: 429,
    body: '{"code":429,"message":"Rate limit exceeded"}',
    headers: {
      'content-type': 'application/json',
      'retry-after': '17',
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '2026-11-22T22:00:00Z',
      'x-ratelimit-nearlimit': 'true',
      'ratelimit-reason': 'jira-quota-tenant-based',
    },
  },
  { name: 'HTML', status: 200, body: '<html><p>Sign in', headers: { 'content-type': 'text/html' } },
  { name: 'null', status: 200, ...json('null') },
  { name: 'wrong shape', status: 200, ...json('[{"value":true}]') },
  { name: 'cut JSON', status: 200, ...json('{"values":[{"id":1') },
  { name: 'empty', status: 200, ...json('') },
  { name: '204', status: 204, body: null, headers: {} },
];

describe('an answer comes back unchanged', () => {
  const cases = upstreamAnswers.flatMap((answer) =>
    operations.map((operation) => ({
      answer,
      operation,
      name: `${answer.name} × ${operation.name}`,
    })),
  );
  test.each(cases)('R8: $name', async ({ answer, operation }) => {
    let calls = 0;
    const { app } = testApp(() => {
      calls++;
      return Promise.resolve(new Response(answer.body, answer));
    });
    const response = await app.request(...requestOf(operation));
    expect(response.status).toBe(answer.status);
    expect(await response.text()).toBe(answer.body ?? '');
    for (const [name, value] of Object.entries(answer.headers)) {
      expect(response.headers.get(name)).toBe(value);
    }
    // R11: whether a 429 or a 5xx is tried again is for whoever asked.
    expect(calls).toBe(1);
  });
});

test.each(operations)(
  'R11: a 408 on $name never makes a browser repeat a write',
  async (operation) => {
    const body = '{"errorMessages":["status 408"],"errors":{}}';
    const { app } = testApp(() => Promise.resolve(new Response(body, { status: 408 })));
    const [path, init] = requestOf(operation);
    const headers = new Headers(init?.headers);
    headers.set('sec-fetch-site', 'same-origin');
    const response = await app.request(path, { ...init, headers });
    expect(response.status).toBe(operation.method === 'GET' ? 408 : 504);
    expect(await response.text()).toBe(body);
  },
);

describe('a call goes out as it came', () => {
  test('query, body, method and the headers that matter, signed, and nothing else', async () => {
    let seen: Request | undefined;
    const { app } = testApp((request) => {
      seen = request;
      return Promise.resolve(new Response(null, { status: 202 }));
    });
    const body = Uint8Array.from([0x7b, 0xff, 0x00, 0x7d]);
    const response = await app.request(`${webhookPath}?a=1&a=%2F+%20&__proto__=x`, {
      method: 'DELETE',
      body,
      headers: {
        accept: 'application/json;q=0.9',
        'content-type': 'application/json; charset=utf-8',
        authorization: 'Basic b3du',
        cookie: 'session=1',
        'x-http-method-override': 'POST',
        'x-forwarded-for': '10.0.0.1',
        'x-atlassian-token': 'nocheck',
        'user-agent': 'Mozilla/5.0',
      },
    });
    expect(response.status).toBe(202);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-type')).toBeNull();
    expect(seen?.method).toBe('DELETE');
    expect(seen?.url).toBe('https://jira.test/rest/api/3/webhook?a=1&a=%2F+%20&__proto__=x');
    expect(seen?.redirect).toBe('manual');
    expect(new Uint8Array((await seen?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(body);
    expect(Object.fromEntries(seen?.headers ?? [])).toEqual({
      accept: 'application/json;q=0.9',
      authorization: `Bearer ${plantedSecret}`,
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'jira-webhook-console',
    });
  });

  test('a 202 with an empty stream for a body stays empty', async () => {
    const empty = () => new ReadableStream({ start: (controller) => controller.close() });
    const { app } = testApp(() => Promise.resolve(new Response(empty(), { status: 202 })));
    const response = await app.request(webhookPath, { method: 'DELETE', body: '{}' });
    expect(response.status).toBe(202);
    expect(response.body).toBeNull();
  });

  test('Jira’s clock and its names of the request come back, its cookies and addresses do not', async () => {
    const date = 'Sun, 06 Nov 1994 08:49:37 GMT';
    const { app } = testApp(() =>
      Promise.resolve(
        new Response(emptyPage, {
          headers: {
            date,
            'atl-traceid': 'trace',
            'x-arequestid': 'request',
            'set-cookie': 'atlassian.xsrf.token=1',
            location: 'https://elsewhere.test',
            server: 'AtlassianEdge',
            'content-security-policy': 'none',
            'x-request-id': 'theirs',
          },
        }),
      ),
    );
    const { headers } = await app.request(webhookPath);
    expect(headers.get('date')).toBe(date);
    expect(headers.get('atl-traceid')).toBe('trace');
    expect(headers.get('x-arequestid')).toBe('request');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    for (const name of ['set-cookie', 'location', 'server']) expect(headers.has(name)).toBe(false);
  });
});

describe('what is not one of the five operations is not forwarded', () => {
  const never = () => Promise.reject(new Error('must not be called'));

  test.each([
    ['PATCH', webhookPath, 'GET, POST, DELETE'],
    ['HEAD', webhookPath, 'GET, POST, DELETE'],
    ['OPTIONS', webhookPath, 'GET, POST, DELETE'],
    ['POST', `${webhookPath}/failed`, 'GET'],
    ['GET', `${webhookPath}/refresh`, 'PUT'],
  ])('%s %s: 405, naming what is allowed', async (method, path, allowed) => {
    const response = await testApp(never).app.request(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allowed);
  });

  test('a connection that does not exist: 404 in Jira’s shape', async () => {
    for (const id of ['nobody', '__proto__', 'constructor', 'TEST', 'test%00', '%2e%2e%2ftest']) {
      const response = await testApp(never).app.request(
        `/api/connections/${id}/rest/api/3/webhook`,
      );
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        errorMessages: [expect.any(String)],
        errors: {},
      });
    }
  });

  test.each([301, 302, 304, 307, 308])('an answer of %i is not followed: 502', async (status) => {
    const { app } = testApp(() =>
      Promise.resolve(
        new Response(null, { status, headers: { location: 'http://169.254.169.254/' } }),
      ),
    );
    const response = await app.request(webhookPath);
    expect(response.status).toBe(502);
    expect(response.headers.has('location')).toBe(false);
    expect(await errorMessage(response)).toContain(`status ${status}`);
  });
});

describe('where no answer comes', () => {
  /** Like the platform's fetch: silent until the signal ends it. */
  const silence = (request: Request) =>
    new Promise<Response>((_, reject) =>
      request.signal.addEventListener('abort', () => reject(request.signal.reason)),
    );

  test.each(operations)('silence ends $name with 504', async (operation) => {
    const { app } = testApp(silence, { upstreamTimeoutMs: 100 });
    const response = await app.request(...requestOf(operation));
    expect(response.status).toBe(504);
    const message = await errorMessage(response);
    expect(message).toContain('did not answer within 0.1 seconds');
    expect(message.includes('Nobody can say whether')).toBe(operation.method !== 'GET');
  });

  test.each(operations)('an unreachable Jira ends $name with 502', async (operation) => {
    const { app, log } = testApp(() =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error(plantedSecret) })),
    );
    const response = await app.request(...requestOf(operation));
    expect(response.status).toBe(502);
    const message = await errorMessage(response);
    expect(message).toContain('could not be reached');
    expect(message.includes('Nobody can say whether')).toBe(operation.method !== 'GET');
    expect(message + log.join('')).not.toContain(plantedSecret);
  });

  test('a client that hangs up ends a read', async () => {
    const client = new AbortController();
    const { promise, resolve } = Promise.withResolvers<AbortSignal>();
    const { app } = testApp((request) => {
      resolve(request.signal);
      return silence(request);
    });
    const response = app.request(webhookPath, { signal: client.signal });
    const upstream = await promise;
    client.abort();
    expect(upstream.aborted).toBe(true);
    expect((await response).status).toBe(499);
  });

  test('a client that hangs up does not end a write', async () => {
    const client = new AbortController();
    const called = Promise.withResolvers<AbortSignal>();
    const answer = Promise.withResolvers<Response>();
    const { app } = testApp((request) => {
      called.resolve(request.signal);
      return answer.promise;
    });
    const response = app.request(webhookPath, {
      method: 'POST',
      body: '{}',
      signal: client.signal,
    });
    const upstream = await called.promise;
    client.abort();
    expect(upstream.aborted).toBe(false);
    answer.resolve(new Response('{}'));
    expect((await response).status).toBe(200);
  });
});

describe('an answer that breaks', () => {
  const chunk = new TextEncoder().encode('{"values":[');
  /** One chunk, and what follows it. */
  const body = (then: (controller: ReadableStreamDefaultController) => void) => {
    let pulls = 0;
    return new ReadableStream({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(chunk);
        else then(controller);
      },
    });
  };

  test('after its first bytes fails the stream: it is never a short whole', async () => {
    const { app, log } = testApp(() =>
      Promise.resolve(new Response(body((controller) => controller.error(new Error('reset'))))),
    );
    const response = await app.request(webhookPath);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('reset');
    expect(log.join('')).toContain('answer cut');
  });

  test('stalling past the deadline fails the stream', async () => {
    const { app } = testApp(() => Promise.resolve(new Response(body(() => {}))), {
      upstreamTimeoutMs: 100,
    });
    const response = await app.request(webhookPath);
    await expect(response.text()).rejects.toThrow('No whole answer in time');
  });

  test('before its first byte is told as 502', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('x')) });
    const { app } = testApp(() => Promise.resolve(new Response(broken)));
    expect((await app.request(webhookPath)).status).toBe(502);
  });

  test('is given up where the reader wants no more', async () => {
    const cancelled = Promise.withResolvers<unknown>();
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
      cancel: (reason) => cancelled.resolve(reason),
    });
    const { app } = testApp(() => Promise.resolve(new Response(endless)));
    const response = await app.request(webhookPath);
    await response.body?.cancel('enough');
    expect(await cancelled.promise).toBe('enough');
  });
});
