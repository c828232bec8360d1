import { describe, expect, test } from 'vitest';
import { control, createCaller } from './caller.ts';
import { day, hour, minute, type Clock } from './clock.ts';
import { openSandbox } from './sandbox.ts';
import { memoryStorage } from './storage.ts';

const start = Date.UTC(2026, 2, 2, 8, 30);
const clock: Clock = { now: () => start };
const open = () => openSandbox({ storage: memoryStorage(), clock });

describe('the control', () => {
  test('tells how things stand', async () => {
    expect(await control(await open(), 'GET', '')).toMatchObject({
      status: 200,
      body: {
        now: '2026-03-02T08:30:00.000Z',
        offsetMs: 0,
        baseUrl: null,
        registrations: {
          connect: { listed: 37, expired: 4, limit: 100 },
          oauth: { listed: 3, expired: 0, limit: 5 },
        },
        failures: 344,
        deliveries: { pending: 0, delivered: 0, givenUp: 0 },
        scenario: null,
        faults: [],
      },
    });
  });

  test.each([
    [{ advance: '29d' }, 29 * day],
    [{ advance: '12h' }, 12 * hour],
    [{ advance: '-90m' }, -90 * minute],
    [{ advance: '30s' }, 30_000],
    [{ advance: '250ms' }, 250],
    [{ now: '2026-03-03T08:30:00Z' }, day],
    [{ now: '2026-03-03T08:30:00.500+0100' }, day - hour + 500],
  ])('moves the clock by %j', async (request, offsetMs) => {
    const sandbox = await open();
    expect((await control(sandbox, 'POST', '/clock', request)).body).toMatchObject({ offsetMs });
    expect((await control(sandbox, 'POST', '/clock', { advance: '1h' })).body).toMatchObject({
      offsetMs: offsetMs + hour,
    });
    expect((await control(sandbox, 'DELETE', '/clock')).body).toMatchObject({ offsetMs: 0 });
  });

  test('moves the clock past expiries', async () => {
    const sandbox = await open();
    await control(sandbox, 'POST', '/clock', { advance: '10m' });
    expect((await control(sandbox, 'GET', '')).body).toMatchObject({
      registrations: { connect: { listed: 37, expired: 5 } },
    });
  });

  test.each([
    ['/clock', {}],
    ['/clock', { advance: '29 days' }],
    ['/clock', { advance: 29 }],
    ['/clock', { advance: '999999999999d' }],
    ['/clock', { advance: '1d', now: '2026-03-03T08:30:00Z' }],
    ['/clock', { now: 'tomorrow' }],
    ['/clock', { now: '1970-01-01T00:00:00Z' }],
    ['/faults', {}],
    ['/faults', { fault: 'earthquake' }],
    ['/faults', { fault: 'status', status: 200 }],
    ['/faults', { fault: 'hang', times: 0 }],
    ['/faults', { fault: 'hang', operation: 'update' }],
    ['/faults', { fault: 'hang', identity: 'basic' }],
    ['/faults', { fault: 'garbage', variant: 'poetry' }],
    ['/failures', { id: '1' }],
    ['/failures', [{ id: '1', url: 'x', failureTime: 'yesterday' }]],
    ['/reset', { scenario: 'evening' }],
    ['/reset', { registrations: 1e9 }],
    ['/reset', '{"scenario":'],
    ['/app', { baseUrl: 'http://app.example.com' }],
  ])('refuses %s %j and says why', async (path, body) => {
    const sandbox = await open();
    const before = (await control(sandbox, 'GET', '')).body;
    const answer = await control(sandbox, path === '/app' ? 'PUT' : 'POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errorMessages: [expect.any(String)] });
    expect(JSON.stringify(answer.body)).toMatch(/"errors":\{".+":".+"\}/);
    expect((await control(sandbox, 'GET', '')).body).toEqual(before);
  });

  test('knows nothing else', async () => {
    expect(await control(await open(), 'POST', '/reboot')).toMatchObject({ status: 404 });
  });

  test('resets everything: webhooks, failures, clock, base URL and faults', async () => {
    const sandbox = await open();
    const before = (await control(sandbox, 'GET', '')).body;
    await control(sandbox, 'POST', '/clock', { advance: '40d' });
    await control(sandbox, 'PUT', '/app', { baseUrl: 'https://app.example.com' });
    await createCaller(sandbox, 'connect', clock)({ method: 'DELETE', body: { webhookIds: [3] } });
    await control(sandbox, 'POST', '/failures', [{ id: '1', url: 'x', failureTime: start }]);
    await control(sandbox, 'POST', '/faults', { fault: 'hang', times: 9 });
    expect((await control(sandbox, 'POST', '/reset', {})).body).toEqual(before);
  });

  test.each([
    [{ scenario: 'empty' }, 0, 0],
    [{ scenario: 'healthy' }, 19, 1],
    [{ scenario: 'morning' }, 37, 3],
    [{ registrations: 5000 }, 5000, 3],
    [{ scenario: 'empty', registrations: 1 }, 1, 0],
  ])('resets to %j', async (request, connect, oauth) => {
    expect((await control(await open(), 'POST', '/reset', request)).body).toMatchObject({
      registrations: { connect: { listed: connect }, oauth: { listed: oauth } },
    });
  });
});
