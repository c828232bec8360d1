import { expect, test } from 'vitest';
import { day, hour } from '../../sandbox/clock.ts';
import { keepFailures } from '../archive/keep-failures.ts';
import { expectSecured } from '../http/expect-secured.ts';
import { origin, testConnection, webhookPath } from '../test-app.ts';
import { openTestOperations } from './test-operations.ts';

const siteTime = Date.UTC(2026, 2, 2, 8, 30);
const token = 'planted-secret-7f3a';

/** A site that lists webhooks which end so many milliseconds from now, a page of two at a time. */
function listing(...left: (number | undefined)[]) {
  return (request: Request) => {
    const startAt = Number(new URL(request.url).searchParams.get('startAt') ?? 0);
    const values = left.slice(startAt, startAt + 2).map((ms, index) => ({
      id: startAt + index,
      events: [],
      ...(ms === undefined ? {} : { expirationDate: siteTime + ms }),
    }));
    const isLast = startAt + 2 >= left.length;
    return Promise.resolve(Response.json({ values, startAt, isLast, total: left.length }));
  };
}

const connectionTo = (fetch: (request: Request) => Promise<Response>, id = 'test') => ({
  ...testConnection(fetch),
  id,
  clock: { now: () => siteTime },
});

const never = () => Promise.reject(new Error('must not be called'));

test('requests are counted by pattern, method and status, and nothing that a caller makes up', async () => {
  await using operations = await openTestOperations({ connections: [connectionTo(listing())] });
  const asked: [string, RequestInit?][] = [
    [webhookPath],
    [`${webhookPath}?startAt=0`],
    ['/api/connections/nobody-1/rest/api/3/webhook'],
    ['/api/connections/nobody-2/rest/api/3/webhook'],
    [webhookPath, { method: 'PUT' }],
    [webhookPath, { method: 'PROPFIND' }],
    [webhookPath, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }],
    ['/api/made-up-1'],
    ['/api/made-up-2'],
    ['/made-up-3'],
    ['/made-up-4'],
    ['/healthz'],
  ];
  for (const [path, init] of asked) await operations.app.request(path, init);
  const route = '/api/connections/:id/rest/api/3/webhook';
  const samples = await operations.samples();
  const counted = [...samples].filter(([name]) => name.startsWith('console_requests_total'));
  expect(Object.fromEntries(counted)).toEqual({
    [`console_requests_total{method="GET",route="${route}",status="200"}`]: 2,
    [`console_requests_total{method="GET",route="${route}",status="404"}`]: 2,
    [`console_requests_total{method="PUT",route="${route}",status="405"}`]: 1,
    [`console_requests_total{method="other",route="${route}",status="405"}`]: 1,
    'console_requests_total{method="POST",route="/api/*",status="403"}': 1,
    'console_requests_total{method="GET",route="/api/*",status="404"}': 2,
    'console_requests_total{method="GET",route="/*",status="404"}': 2,
    'console_requests_total{method="GET",route="/healthz",status="200"}': 1,
  });
});

test('how long sites take is told by kind and status class', async () => {
  const statuses = [200, 204, 429, 503];
  await using operations = await openTestOperations({
    connections: [
      connectionTo(() => {
        const status = statuses.shift();
        if (status === undefined) return Promise.reject(new TypeError('fetch failed'));
        return Promise.resolve(new Response(null, { status }));
      }),
    ],
  });
  for (let call = 0; call < 5; call++) await operations.app.request(webhookPath);
  const samples = await operations.samples();
  const count = (status: string, of = 'count') =>
    samples.get(`console_upstream_seconds_${of}{kind="connect",status="${status}"}`);
  expect(['2xx', '4xx', '5xx', 'none'].map((status) => count(status))).toEqual([2, 1, 1, 1]);
  expect(
    samples.get('console_upstream_seconds_bucket{le="+Inf",kind="connect",status="2xx"}'),
  ).toBe(2);
  expect(count('2xx', 'sum')).toBeGreaterThan(0);
});

test('webhooks by state and the next expiry are those of the last list, by the site’s clock', async () => {
  const fetch = listing(-hour, hour, 2 * day, 20 * day, undefined);
  await using operations = await openTestOperations({
    connections: [connectionTo(fetch), connectionTo(never, 'not-read')],
  });
  const read = (startAt: number) => operations.app.request(`${webhookPath}?startAt=${startAt}`);
  const answer = await (await read(0)).text();
  expect(answer).toBe(await (await fetch(new Request(`${origin}/?startAt=0`))).text());
  const of = (samples: ReadonlyMap<string, number>, state: string) =>
    samples.get(`console_webhooks{connection="test",state="${state}"}`);
  // Half a list is none.
  expect(of(await operations.samples(), 'healthy')).toBeUndefined();
  for (const startAt of [2, 4]) await (await read(startAt)).text();

  const samples = await operations.samples();
  const states = ['expired', 'day', 'week', 'healthy', 'undated'];
  expect(states.map((state) => of(samples, state))).toEqual([1, 1, 1, 1, 1]);
  expect(samples.get('console_next_expiry_seconds{connection="test"}')).toBe(3600);
  expect(samples.get('console_list_age_seconds{connection="test"}')).toBeLessThan(60);
  expect(samples.has('console_list_age_seconds{connection="not-read"}')).toBe(false);
});

test('a list that breaks off or is none is passed on as it is, and counts for nothing', async () => {
  const broken = () => {
    let pulls = 0;
    return new ReadableStream({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(new TextEncoder().encode('{"values":[{"id":1}'));
        else controller.error(new Error('reset'));
      },
    });
  };
  const answers = [new Response(broken()), new Response('<html>'), new Response('{"values":7}')];
  await using operations = await openTestOperations({
    connections: [connectionTo(() => Promise.resolve(answers.shift() ?? new Response()))],
  });
  const cut = await operations.app.request(webhookPath);
  await expect(cut.text()).rejects.toThrow('reset');
  expect(await (await operations.app.request(webhookPath)).text()).toBe('<html>');
  expect(await (await operations.app.request(webhookPath)).text()).toBe('{"values":7}');
  const names = [...(await operations.samples()).keys()];
  expect(names.filter((name) => name.startsWith('console_webhooks'))).toEqual([]);
});

test('the archive’s size and how far reading lags behind come from the store', async () => {
  await using operations = await openTestOperations({
    connections: [connectionTo(never), connectionTo(never, 'other')],
  });
  const { database } = operations.store;
  const given = ['a', 'b', 'c'].map((id) => ({ id, url: 'https://a', failureTime: siteTime }));
  await keepFailures(database, 'test', given, siteTime);
  await keepFailures(database, 'removed', given, siteTime);
  const values = { connection_id: 'test', cursor: siteTime, read_at: siteTime - 90_000 };
  await database.insertInto('archive_readings').values(values).execute();
  const samples = await operations.samples();
  expect(samples.get('console_failures_archived{connection="test"}')).toBe(3);
  expect(samples.get('console_failures_archived{connection="other"}')).toBe(0);
  expect(samples.get('console_poll_lag_seconds{connection="test"}')).toBe(90);
  expect(samples.has('console_poll_lag_seconds{connection="other"}')).toBe(false);
  expect([...samples.keys()].join()).not.toContain('removed');
  expect(samples.get('console_store_up')).toBe(1);
  expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect((samples.get('process_open_fds') ?? 0) > 2).toBe(process.platform === 'linux');
  expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0);
});

test('the text is Prometheus’ own, with every name explained once', async () => {
  const id = 'back\\slash "quote"\nline';
  await using operations = await openTestOperations({ connections: [connectionTo(never, id)] });
  const response = await operations.app.request('/metrics');
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expectSecured(response);
  const text = await response.text();
  expect(text).toContain(String.raw`{connection="back\\slash \"quote\"\nline"} 0`);
  const comment = /^# (?:HELP [a-z_]+ .+|TYPE [a-z_]+ (?:counter|gauge|histogram))$/;
  const sample = /^[a-z_]+(?:\{(?:[a-z]+="(?:[^"\\]|\\[\\"n])*",?)+\})? -?[\d.e+-]+$/;
  for (const line of text.split('\n').filter((line) => line !== ''))
    expect(line).toMatch(line[0] === '#' ? comment : sample);
  const explained = text.match(/^# HELP \S+/gm) ?? [];
  expect(new Set(explained).size).toBe(explained.length);
  expect(text.endsWith('\n')).toBe(true);
});

test('only this machine reads them without a token, and with one nobody does without it', async () => {
  const ask = async (
    given: { metricsToken?: string; loopbackOnly: boolean },
    authorization?: string,
  ) => {
    const { loopbackOnly, ...rest } = given;
    await using operations = await openTestOperations(
      { connections: [], ...rest },
      { loopbackOnly },
    );
    const headers = authorization === undefined ? {} : { authorization };
    const response = await operations.app.request('/metrics', { headers });
    const text = await response.text();
    expect(text + operations.log.join('')).not.toContain(token);
    expect(text.includes('console_')).toBe(response.status === 200);
    return response.status;
  };
  expect(await ask({ loopbackOnly: true })).toBe(200);
  expect(await ask({ loopbackOnly: false })).toBe(403);
  for (const loopbackOnly of [true, false]) {
    const given = { loopbackOnly, metricsToken: token };
    expect(await ask(given)).toBe(401);
    expect(await ask(given, `Bearer ${token}x`)).toBe(401);
    expect(await ask(given, `Basic ${token}`)).toBe(401);
    expect(await ask(given, `Bearer ${token}`)).toBe(200);
  }
});
