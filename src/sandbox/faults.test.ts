import { describe, expect, test } from 'vitest';
import { control, createCaller, requestAs, type Call } from './caller.ts';
import type { Clock } from './clock.ts';
import { ConnectionDropped } from './connection-dropped.ts';
import { openSandbox } from './sandbox.ts';
import { memoryStorage } from './storage.ts';
import { establishedTexts, unverifiedTexts } from './texts.ts';

const start = Date.UTC(2026, 2, 2, 8, 30);
const clock: Clock = { now: () => start };

async function openWith(...faults: unknown[]) {
  const sandbox = await openSandbox({ storage: memoryStorage(), clock });
  for (const fault of faults) {
    expect((await control(sandbox, 'POST', '/faults', fault)).status).toBe(200);
  }
  return {
    sandbox,
    call: createCaller(sandbox, 'connect', clock),
    callOauth: createCaller(sandbox, 'oauth', clock),
    send: async (call: Call = {}) => sandbox.fetch(await requestAs('connect', clock, call)),
  };
}

const deleteOne = { method: 'DELETE', body: { webhookIds: [3] } };

describe('error answers', () => {
  test.each([400, 403, 404, 408, 409])('%i is told by Jira', async (status) => {
    const { call } = await openWith({ fault: 'status', status, message: 'No.' });
    expect(await call()).toMatchObject({ status, body: { errorMessages: ['No.'], errors: {} } });
    expect(await call()).toMatchObject({ status: 200 });
  });

  test.each([401, 500, 502, 503, 504])('%i is told by the gateway', async (status) => {
    const { call } = await openWith({ fault: 'status', status, message: 'No.' });
    expect(await call()).toMatchObject({ status, body: { code: status, message: 'No.' } });
  });

  test('a missing scope shows as the 401 of the gateway', async () => {
    const { call } = await openWith({ fault: 'scope' });
    expect(await call()).toMatchObject({
      status: 401,
      body: { code: 401, message: expect.stringContaining(establishedTexts.scope) },
    });
  });

  test('429 says when to come back, on the clock of the sandbox', async () => {
    const { sandbox, call } = await openWith({
      fault: 'status',
      status: 429,
      retryAfterSeconds: 30,
    });
    await control(sandbox, 'POST', '/clock', { advance: '1h' });
    const { status, headers, body } = await call();
    expect(status).toBe(429);
    expect(body).toEqual({ code: 429, message: unverifiedTexts.rateLimited });
    expect(Object.fromEntries(headers)).toMatchObject({
      'retry-after': '30',
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(start + 3_630_000).toISOString(),
      'x-ratelimit-nearlimit': 'true',
      'ratelimit-reason': 'jira-burst-based',
    });
  });

  test('429 may also say nothing of when', async () => {
    const { call } = await openWith({ fault: 'status', status: 429 });
    expect((await call()).headers.has('retry-after')).toBe(false);
  });

  test('a 5xx may carry Retry-After too', async () => {
    const { call } = await openWith({ fault: 'status', status: 503, retryAfterSeconds: 5 });
    expect((await call()).headers.get('retry-after')).toBe('5');
  });
});

describe('which calls', () => {
  test('in the order asked for, each as many times as asked for', async () => {
    const { call } = await openWith(
      { fault: 'status', status: 500, times: 2 },
      { fault: 'status', status: 503 },
    );
    const statuses = [await call(), await call(), await call(), await call()].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([500, 500, 503, 200]);
  });

  test('only those of the operation and the caller that are named', async () => {
    const { call, callOauth } = await openWith(
      { fault: 'status', status: 500, operation: 'delete' },
      { fault: 'status', status: 503, identity: 'oauth' },
    );
    expect(await call()).toMatchObject({ status: 200 });
    expect(await callOauth()).toMatchObject({ status: 503 });
    expect(await call(deleteOne)).toMatchObject({ status: 500 });
    expect(await call(deleteOne)).toMatchObject({ status: 202 });
  });

  test('a stranger uses none up, and they can be taken back', async () => {
    const { sandbox, call } = await openWith({ fault: 'status', status: 500 });
    expect(await call({ authorization: null })).toMatchObject({ status: 401 });
    expect(await call()).toMatchObject({ status: 500 });
    await control(sandbox, 'POST', '/faults', { fault: 'hang', times: 5 });
    expect((await control(sandbox, 'DELETE', '/faults')).body).toMatchObject({ faults: [] });
    expect(await call()).toMatchObject({ status: 200 });
  });
});

describe('answers that never come', () => {
  test("a hang ends with the caller's own reason when the caller gives up", async () => {
    const { send } = await openWith({ fault: 'hang', times: 3 });
    const reasons = [new Error('enough'), 'Client connection prematurely closed.'];
    for (const reason of reasons) {
      const controller = new AbortController();
      const hanging = send({ signal: controller.signal });
      controller.abort(reason);
      await expect(hanging).rejects.toBe(reason);
    }
    const { signal } = new AbortController();
    const late = AbortSignal.any([signal, AbortSignal.abort(reasons[0])]);
    await expect(send({ signal: late })).rejects.toBe(reasons[0]);
  });

  test('a dropped connection rejects as fetch does where nothing answers', async () => {
    const { send, call } = await openWith({ fault: 'drop' });
    const failure = await send().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure).toBeInstanceOf(ConnectionDropped);
    expect(await call()).toMatchObject({ status: 200 });
  });

  test('R12: the answer is lost, and the effect stays', async () => {
    const { send, call } = await openWith(
      { fault: 'lost-answer', operation: 'delete' },
      { fault: 'lost-answer', operation: 'register', by: 'hang' },
    );
    await expect(send(deleteOne)).rejects.toBeInstanceOf(ConnectionDropped);
    expect((await call()).body).toMatchObject({ total: 36 });

    const controller = new AbortController();
    const webhooks = [{ events: ['jira:issue_created'], jqlFilter: 'project = A' }];
    const body = { url: 'https://hooks.acme.example/jira', webhooks };
    const hanging = send({ method: 'POST', body, signal: controller.signal });
    await expect.poll(async () => (await call()).body).toMatchObject({ total: 37 });
    controller.abort();
    await expect(hanging).rejects.toThrow('abort');
  });

  test('a delay is real time, and ends at once when the caller gives up', async () => {
    const { send, call } = await openWith(
      { fault: 'delay', ms: 1, operation: 'list' },
      { fault: 'delay', ms: 600_000, operation: 'delete' },
    );
    expect(await call()).toMatchObject({ status: 200 });
    const controller = new AbortController();
    const waiting = send({ ...deleteOne, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect((await call()).body).toMatchObject({ total: 37 });
  });

  test('a quota comes with what the operation answers anyway', async () => {
    const { call } = await openWith({ fault: 'quota', remaining: 7, nearLimit: true });
    const { headers, body } = await call();
    expect(body).toMatchObject({ total: 37 });
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '7',
      'x-ratelimit-reset': new Date(start + 60_000).toISOString(),
      'x-ratelimit-nearlimit': 'true',
    });
    expect((await call()).headers.has('x-ratelimit-limit')).toBe(false);
  });

  test('a cut answer begins, and breaks off', async () => {
    const { send } = await openWith({ fault: 'cut' });
    const { status, body } = await send();
    expect(status).toBe(200);
    const reader = body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toMatch(/^\{"maxResults"/);
    await expect(reader?.read()).rejects.toBeInstanceOf(TypeError);
  });

  test('a cut answer that is not wanted any more is let go', async () => {
    const { send } = await openWith({ fault: 'cut' });
    const { body } = await send();
    await expect(body?.cancel()).resolves.toBeUndefined();
  });
});

describe('garbage', () => {
  test.each([
    ['html', 'text/html;charset=UTF-8', /^<!DOCTYPE html>/],
    ['null', 'application/json;charset=UTF-8', /^null$/],
    ['shape', 'application/json;charset=UTF-8', /^\{"values":\{/],
    ['truncated', 'application/json;charset=UTF-8', /"eve$/],
    ['empty', 'application/json;charset=UTF-8', /^$/],
  ])('%s comes with a 200', async (variant, type, text) => {
    const { send } = await openWith({ fault: 'garbage', variant });
    const answer = await send();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('date')).toBe(new Date(start).toUTCString());
    expect(await answer.text()).toMatch(text);
  });

  test('no-content is a 204', async () => {
    const { send } = await openWith({ fault: 'garbage', variant: 'no-content' });
    expect((await send()).status).toBe(204);
  });
});
