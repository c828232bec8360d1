import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJiraClient, type JiraClient } from './client.ts';
import { JiraError, type JiraErrorKind } from './errors.ts';
import { webhookId, type WebhookDetails } from './wire.ts';

const date = '2019-06-01T12:42:30.000+0000';
const moment = 1_559_392_950_000;
const id = (number: number) => webhookId.parse(number);
const details: WebhookDetails = { events: ['comment_created'], jqlFilter: 'project = A' };
const request = { url: 'https://a.example/hook', webhooks: [details] };

interface Asked {
  url: URL;
  method: string;
  body: unknown;
}

/** A client whose server is `answer`, with what it was asked. */
function clientOf(answer: (asked: Asked, signal: AbortSignal) => Response | Promise<Response>) {
  const asked: Asked[] = [];
  const serverDates: number[] = [];
  const client = createJiraClient({
    baseUrl: 'http://jira.test/base',
    fetch: async (url, init) => {
      const { method, signal } = new Request(url, init);
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      const call = { url: new URL(url), method, body };
      asked.push(call);
      return answer(call, signal);
    },
    onServerDate: (serverTime) => serverDates.push(serverTime),
  });
  return { client, asked, serverDates };
}

const item = (number: number) => ({ id: number, events: [], jqlFilter: '', url: 'u' });
const page = (ids: number[], more: object = {}) =>
  Response.json({ values: ids.map(item), ...more });

/** The error an operation ends in. */
async function errorOf(promise: Promise<unknown>): Promise<JiraError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof JiraError) return error;
  throw new Error(`Expected a JiraError, got ${String(error)}`);
}

const operations: [
  string,
  (client: JiraClient, options?: { signal: AbortSignal }) => Promise<unknown>,
][] = [
  ['list', (client, options) => client.listWebhooks(options)],
  ['register', (client, options) => client.registerWebhooks(request, options)],
  ['delete', (client, options) => client.deleteWebhooks([id(1)], options)],
  ['refresh', (client, options) => client.refreshWebhooks([id(1)], options)],
  ['failed', (client, options) => client.listFailedWebhooks({}, options)],
];
const readers = operations.filter(([name]) => name !== 'delete');

describe('the requests', () => {
  test('are those of the five operations, with a body where Jira wants one', async () => {
    const { client, asked } = clientOf(({ method, url }) => {
      if (url.pathname.endsWith('/failed')) return Response.json({ values: [], maxResults: 100 });
      if (method === 'DELETE') return new Response(null, { status: 202 });
      if (method === 'PUT') return Response.json({ expirationDate: date });
      if (method === 'POST') {
        return Response.json({ webhookRegistrationResult: [{ createdWebhookId: 7 }] });
      }
      return page([]);
    });
    await client.listWebhooks();
    expect(await client.registerWebhooks(request)).toEqual([{ createdWebhookId: 7 }]);
    expect(await client.deleteWebhooks([id(1), id(2)])).toBeUndefined();
    expect(await client.refreshWebhooks([id(1)])).toBe(moment);
    await client.listFailedWebhooks({ after: 5, maxResults: 10 });
    await client.listFailedWebhooks();
    const path = '/base/rest/api/3/webhook';
    expect(asked.map(({ method, url, body }) => [method, url.pathname + url.search, body])).toEqual(
      [
        ['GET', `${path}?startAt=0&maxResults=100`, undefined],
        ['POST', path, request],
        ['DELETE', path, { webhookIds: [1, 2] }],
        ['PUT', `${path}/refresh`, { webhookIds: [1] }],
        ['GET', `${path}/failed?after=5&maxResults=10`, undefined],
        ['GET', `${path}/failed`, undefined],
      ],
    );
  });

  test('tell the date of each answer', async () => {
    const headers = { date: 'Sat, 01 Jun 2019 12:42:30 GMT' };
    const { client, serverDates } = clientOf(() => Response.json({ values: [] }, { headers }));
    await client.listWebhooks();
    expect(serverDates).toEqual([moment]);
  });
});

describe('the list', () => {
  /** Serves `ids` by `startAt`, in pages of `size`. */
  const paged = (ids: number[], size: number, more: (from: number) => object) =>
    clientOf(({ url }) => {
      const from = Number(url.searchParams.get('startAt'));
      return page(ids.slice(from, from + size), { startAt: from, maxResults: size, ...more(from) });
    });
  const ids = Array.from({ length: 25 }, (_, index) => index + 1);

  test('is read to its last page by isLast', async () => {
    const { client, asked } = paged(ids, 10, (from) => ({ isLast: from >= 20 }));
    expect((await client.listWebhooks()).map(({ id }) => id)).toEqual(ids);
    expect(asked).toHaveLength(3);
  });

  test('is read to a short page where isLast is absent, whatever the total says', async () => {
    let total = 30;
    const { client } = paged(ids, 10, () => ({ total: (total -= 7) }));
    expect((await client.listWebhooks()).map(({ id }) => id)).toEqual(ids);
  });

  test('has each id once, as read last, though pages shift', async () => {
    const pages = [[1, 2, 3], [3, 4, 5], [6]];
    const { client } = clientOf(() => {
      const next = pages.shift() ?? [];
      return page(next, { isLast: pages.length === 0 });
    });
    expect((await client.listWebhooks()).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('keeps the JSON of each webhook as sent', async () => {
    const json = { ...item(1), unheardOf: { deep: [1] } };
    const { client } = clientOf(() => Response.json({ values: [json] }));
    expect((await client.listWebhooks())[0]?.json).toEqual(json);
  });

  test('that repeats itself is garbled and not read for ever', async () => {
    const { client, asked } = clientOf(() => page([1, 2], { isLast: false }));
    expect((await errorOf(client.listWebhooks())).kind).toBe('garbled');
    expect(asked.length).toBeLessThan(10);
  });

  test('that never ends is given up', async () => {
    let next = 1;
    const { client, asked } = clientOf(() => page([next++], { isLast: false }));
    expect((await errorOf(client.listWebhooks())).kind).toBe('garbled');
    expect(asked.length).toBeLessThanOrEqual(1000);
  });

  test('with an entry of another shape is garbled, and the entry is shown', async () => {
    const { client } = clientOf(() => Response.json({ values: [{ id: 'x', events: [] }] }));
    expect((await errorOf(client.listWebhooks())).messages[0]).toContain('{"id":"x","events":[]}');
  });
});

test('R11: a registration whose results do not fit the request is garbled, and not sent again', async () => {
  const { client, asked } = clientOf(() => Response.json({ webhookRegistrationResult: [] }));
  expect((await errorOf(client.registerWebhooks(request))).kind).toBe('garbled');
  expect(asked).toHaveLength(1);
});

describe.each(operations)('R8: %s', (_, run) => {
  test.each<[number, JiraErrorKind]>([
    [400, 'invalid'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [408, 'refused'],
    [409, 'refused'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [502, 'unreachable'],
    [503, 'unavailable'],
    [504, 'timeout'],
  ])(
    'answers %i with an error of kind %s in the words of Jira, asked once',
    async (status, kind) => {
      const body = { errorMessages: ['No.'], errors: { webhookIds: 'missing' } };
      const { client, asked } = clientOf(() => Response.json(body, { status }));
      const error = await errorOf(run(client));
      expect(error).toMatchObject({ kind, status, messages: ['No.', 'webhookIds: missing'] });
      expect(error.retryAfterMs).toBeUndefined();
      expect(asked).toHaveLength(1);
    },
  );

  test.each<[string, number | undefined]>([
    ['7', 7000],
    ['Sat, 01 Jun 2019 12:43:00 GMT', 30_000],
    ['soon', undefined],
  ])('takes the wait from Retry-After: %s', async (retryAfter, milliseconds) => {
    const headers = { 'retry-after': retryAfter, date: 'Sat, 01 Jun 2019 12:42:30 GMT' };
    const { client } = clientOf(() => new Response('', { status: 429, headers }));
    expect((await errorOf(run(client))).retryAfterMs).toBe(milliseconds);
  });

  test.each<[string, string, string[]]>([
    [
      'the body of the gateway',
      '{"code":401,"message":"scope does not match"}',
      ['scope does not match'],
    ],
    ['plain text', 'upstream  gone\n', ['upstream gone']],
    ['a page of HTML', '<html>Bad gateway</html>', []],
    ['nothing', '', []],
    ['null', 'null', ['null']],
    ['broken JSON', '{"errorMessages":["No', ['{"errorMessages":["No']],
    ['an error body of another shape', '{"errorMessages":"No"}', ['{"errorMessages":"No"}']],
  ])('reads %s as the reason of an error', async (_, body, messages) => {
    const headers = { 'x-request-id': 'abc' };
    const { client } = clientOf(() => new Response(body, { status: 401, headers }));
    expect(await errorOf(run(client))).toMatchObject({ messages, requestId: 'abc' });
  });

  test('tells a broken connection', async () => {
    const { client } = clientOf(() => Promise.reject(new TypeError('fetch failed')));
    expect((await errorOf(run(client))).kind).toBe('unreachable');
  });

  test('tells a silence', async () => {
    const { client } = clientOf(() => Promise.reject(new DOMException('late', 'TimeoutError')));
    expect((await errorOf(run(client))).kind).toBe('timeout');
  });

  test('leaves the stop of the caller what it is', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    const { client } = clientOf((_, signal) => {
      stop.abort(reason);
      signal.throwIfAborted();
      return page([]);
    });
    await expect(run(client, { signal: stop.signal })).rejects.toBe(reason);
  });
});

describe.each(readers)('R8: %s', (_, run) => {
  test.each([
    ['HTML with 200', '<!doctype html><title>Log in</title>'],
    ['null', 'null'],
    ['a wrong shape', '{"values":{},"expirationDate":true,"webhookRegistrationResult":7}'],
    ['cut JSON', '{"values":[{"id":1'],
    ['an empty 200', ''],
  ])('takes %s for garbled', async (_, body) => {
    const { client } = clientOf(() => new Response(body));
    const error = await errorOf(run(client));
    expect(error).toMatchObject({ kind: 'garbled', effectUnknown: true });
    expect(error.messages[0]).toBeTruthy();
  });

  test('takes 204 for garbled', async () => {
    const { client } = clientOf(() => new Response(null, { status: 204 }));
    expect((await errorOf(run(client))).kind).toBe('garbled');
  });

  test('tells an answer that breaks off', async () => {
    const { client } = clientOf(() => {
      const body = new ReadableStream({
        start: (controller) => controller.error(new TypeError('reset')),
      });
      return new Response(body);
    });
    expect(await errorOf(run(client))).toMatchObject({
      kind: 'broken-off',
      messages: ['The answer broke off before its end.'],
    });
  });
});

test('any JSON at all is an answer or garbled, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (json) => {
      const { client } = clientOf(() => Response.json(json));
      for (const [, run] of readers) {
        const error: unknown = await run(client).catch((reason: unknown) => reason);
        const isGarbled = error instanceof JiraError && error.kind === 'garbled';
        expect(isGarbled || !(error instanceof Error)).toBe(true);
      }
    }),
  );
});
