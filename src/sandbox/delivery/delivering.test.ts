import { createQueryStringHash, decodeSymmetric, SymmetricAlgorithm } from 'atlassian-jwt';
import { describe, expect, test } from 'vitest';
import { control } from '../caller.ts';
import { minute } from '../clock.ts';
import { sandboxApp, sandboxClientKey, sandboxClientSecret } from '../identity.ts';
import { openLaboratory, recordingSend, start, storageWith, url } from './laboratory.ts';

const other = 'https://relay.acme.example/v2/events?tenant=a%20b&x=1';
const created = { name: 'jira:issue_created' };

describe('an event', () => {
  test('is one request for each URL, naming all registrations there that match', async () => {
    const { sent, send } = recordingSend(() => 200);
    const storage = await storageWith([
      {},
      { url: other },
      { jqlFilter: 'project = OPS' },
      { events: ['comment_created'] },
      { jqlFilter: 'project IN (PAY, OPS)' },
      { identity: 'oauth' },
      { expiresAt: start },
    ]);
    const { setOff, deliveries } = await openLaboratory({ storage, send });
    const { deliveries: announced } = await setOff(created);
    expect(announced).toMatchObject([
      { identity: 'connect', url, matchedWebhookIds: [1, 5], outcome: 'delivered' },
      { identity: 'connect', url: other, matchedWebhookIds: [2], outcome: 'delivered' },
      { identity: 'oauth', url, matchedWebhookIds: [6], outcome: 'delivered' },
    ]);
    // They leave in no order.
    const bodies = announced.map(
      ({ id }) => sent.find(({ identifier }) => identifier === id)?.body,
    );
    expect(bodies.map((body = '') => JSON.parse(body))).toMatchObject([
      { webhookEvent: 'jira:issue_created', timestamp: start, matchedWebhookIds: [1, 5] },
      { matchedWebhookIds: [2] },
      { matchedWebhookIds: [6] },
    ]);
    expect(sent).toHaveLength(3);
    expect(sent[0]).toMatchObject({
      retry: null,
      flow: 'Primary',
      contentType: 'application/json; charset=UTF-8',
    });
    expect(await deliveries()).toEqual({ pending: [], delivered: 3, givenUp: 0 });
  });

  test('is told as it was handed in, and not where the payload does not say enough', async () => {
    const { sent, send } = recordingSend(() => 204);
    const storage = await storageWith([{ jqlFilter: 'status = Done' }, {}]);
    const { setOff } = await openLaboratory({ storage, send });
    const event = {
      webhookEvent: 'jira:issue_created',
      matchedWebhookIds: [99],
      issue: { key: 'PAY-1', fields: { project: { key: 'PAY' } } },
      more: '\u202E<b>',
    };
    const answer = await setOff({ event, flow: 'Secondary' });
    expect(answer.undecided).toEqual({ connect: [1], oauth: [] });
    expect(sent.map(({ body, flow }) => [JSON.parse(body), flow])).toEqual([
      [{ ...event, matchedWebhookIds: [2] }, 'Secondary'],
    ]);
  });

  test('that nobody subscribes to goes nowhere', async () => {
    const { sent, send } = recordingSend(() => 204);
    const { setOff } = await openLaboratory({ send });
    expect((await setOff({ event: { webhookEvent: 'worklog_created' } })).deliveries).toEqual([]);
    expect((await setOff({ event: {} })).undecided).toEqual({ connect: [1], oauth: [] });
    expect(sent).toEqual([]);
  });

  test.each([
    [{}],
    [{ event: [] }],
    [{ event: {}, name: 'comment_created' }],
    [{ name: 'worklog_created' }],
    [{ name: 'comment_created', times: 501 }],
    [{ name: 'comment_created', times: 100, bytes: 30_000_000 }],
    [{ name: 'comment_created', project: 'pay' }],
  ])('%j is refused', async (request) => {
    const { sandbox } = await openLaboratory();
    const answer = await control(sandbox, 'POST', '/events', request);
    expect(answer).toMatchObject({ status: 400, body: { errorMessages: [expect.any(String)] } });
  });
});

describe('the Authorization', () => {
  const sentTo = async (identity: 'connect' | 'oauth', to: string, baseUrl?: string) => {
    const { sent, send } = recordingSend(() => 200);
    const storage = await storageWith([{ identity, url: to }]);
    const { sandbox, setOff } = await openLaboratory({ storage, send });
    if (baseUrl !== undefined) await control(sandbox, 'PUT', '/app', { baseUrl });
    await setOff(created);
    return (sent[0]?.authorization ?? '').split(' ');
  };
  const hs256 = SymmetricAlgorithm.HS256;
  // Without a check of the lifetime, which is not of today.
  const decode = (token = '', secret: string): unknown => decodeSymmetric(token, secret, hs256);

  test('towards a Connect app binds the request to the path and query of its URL', async () => {
    const [scheme, token] = await sentTo('connect', other);
    expect(scheme).toBe('JWT');
    expect(decode(token, sandboxApp.sharedSecret)).toEqual({
      iss: sandboxClientKey,
      iat: start / 1000,
      exp: start / 1000 + 180,
      qsh: createQueryStringHash({
        method: 'POST',
        pathname: '/v2/events',
        query: { tenant: 'a b', x: '1' },
      }),
    });
  });

  test('hashes the path below the base URL of the Connect app', async () => {
    const [, token] = await sentTo('connect', other, 'https://relay.acme.example/v2/');
    const query = { tenant: 'a b', x: '1' };
    expect(decode(token, sandboxApp.sharedSecret)).toMatchObject({
      qsh: createQueryStringHash({ method: 'POST', pathname: '/events', query }),
    });
  });

  test('towards an OAuth app is signed with its client secret', async () => {
    const [scheme, token] = await sentTo('oauth', url);
    expect(scheme).toBe('Bearer');
    expect(decode(token, sandboxClientSecret)).toEqual({
      iat: start / 1000,
      exp: start / 1000 + 180,
    });
  });

  test('is signed by the real time, however far the clock was moved', async () => {
    const { sent, send } = recordingSend(() => 200);
    const { setOff, move } = await openLaboratory({ send });
    await move('10d');
    await setOff(created);
    const [, token] = (sent[0]?.authorization ?? '').split(' ');
    expect(decode(token, sandboxApp.sharedSecret)).toMatchObject({ iat: start / 1000 });
  });
});

describe('a delivery', () => {
  test.each([408, 409, 425, 429, 500, 502, 503, 504, 599])('is retried on %d', async (status) => {
    const { send } = recordingSend(({ retry }) => (retry === null ? status : 200));
    const { setOff, move, deliveries } = await openLaboratory({ send });
    expect((await setOff(created)).deliveries).toMatchObject([{ outcome: 'pending' }]);
    await move('15m');
    expect(await deliveries()).toEqual({ pending: [], delivered: 1, givenUp: 0 });
  });

  test.each([301, 304, 400, 401, 403, 404, 410, 413, 422])(
    'fails at once on %d',
    async (status) => {
      const { sent, send } = recordingSend(() => status);
      const { setOff, failed, move } = await openLaboratory({ send });
      const { deliveries } = await setOff(created);
      expect(deliveries).toMatchObject([{ outcome: 'failed' }]);
      await move('2h');
      expect(sent).toHaveLength(1);
      const [id, body] = [deliveries[0]?.id, sent[0]?.body];
      expect((await failed()).values).toEqual([{ id, url, failureTime: start, body }]);
    },
  );

  test.each([
    ['a connection failure', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'a receiver that throws',
      () => {
        throw new Error('no receiver');
      },
    ],
  ])('is retried after %s', async (_, send) => {
    const { setOff, deliveries } = await openLaboratory({ send });
    await setOff(created);
    expect((await deliveries()).pending).toMatchObject([{ attempts: 1 }]);
  });

  test('is tried six times, five to fifteen minutes apart, and then given up', async () => {
    const { sent, send } = recordingSend(() => 503);
    const { setOff, move, deliveries, failed } = await openLaboratory({ send });
    await setOff(created);
    let last = start;
    for (let attempts = 1; attempts <= 5; attempts++) {
      const { pending } = await deliveries();
      expect(pending).toMatchObject([{ attempts }]);
      const dueAt = Date.parse(pending[0]?.dueAt ?? '');
      expect(dueAt - last).toBeGreaterThanOrEqual(5 * minute);
      expect(dueAt - last).toBeLessThanOrEqual(15 * minute);
      await move(`${dueAt - last - 1}ms`);
      expect(sent).toHaveLength(attempts);
      await move('1ms');
      expect(sent).toHaveLength(attempts + 1);
      last = dueAt;
    }
    await move('3h');
    expect(sent.map(({ retry }) => retry)).toEqual([null, '1', '2', '3', '4', '5']);
    expect(new Set(sent.map(({ identifier }) => identifier)).size).toBe(1);
    expect(await deliveries()).toEqual({ pending: [], delivered: 0, givenUp: 1 });
    expect((await failed()).values).toEqual([
      { id: sent[0]?.identifier, url, failureTime: last, body: sent[0]?.body },
    ]);
  });

  test('is forgotten by /failed after 72 hours', async () => {
    const { send } = recordingSend(() => 404);
    const { setOff, move, failed } = await openLaboratory({ send });
    await setOff(created);
    await move('71h');
    expect((await failed()).values).toHaveLength(1);
    await move('1h');
    expect((await failed()).values).toEqual([]);
  });

  test('loses its body in every seventh record', async () => {
    const { send } = recordingSend(() => 404);
    const { setOff, failed, deliveries } = await openLaboratory({ send });
    await setOff({ ...created, times: 14 });
    const { values } = await failed();
    expect(values.filter(({ body }) => body === undefined)).toHaveLength(2);
    expect(await deliveries()).toMatchObject({ givenUp: 14 });
  });

  test('over 25 MB is not sent, and recorded without its body', async () => {
    const { sent, send } = recordingSend(() => 204);
    const { setOff, failed } = await openLaboratory({ send });
    const mebibyte = 1024 * 1024;
    expect((await setOff({ ...created, bytes: 26 * mebibyte })).deliveries).toMatchObject([
      { outcome: 'failed' },
    ]);
    expect(sent).toEqual([]);
    const { values } = await failed();
    expect(values).toEqual([{ id: expect.any(String), url, failureTime: start }]);
    await setOff({ ...created, bytes: 24 * mebibyte });
    expect(sent[0]?.body.length).toBeGreaterThan(24 * mebibyte - 100);
  });

  test('that fails to an OAuth app is given to nobody: Jira has no /failed for it', async () => {
    const { send } = recordingSend(() => 404);
    const storage = await storageWith([{ identity: 'oauth' }]);
    const { setOff, failed, deliveries } = await openLaboratory({ storage, send });
    expect((await setOff(created)).deliveries).toMatchObject([{ outcome: 'failed' }]);
    expect((await failed()).values).toEqual([]);
    expect(await deliveries()).toMatchObject({ givenUp: 1 });
  });

  test('keeps records that share a failure time on one page', async () => {
    const { send } = recordingSend(() => 410);
    const { setOff, move, failed } = await openLaboratory({ send });
    await setOff({ ...created, times: 5 });
    await move('1m');
    await setOff({ ...created, times: 2 });
    const first = await failed('?maxResults=2');
    expect(first.values).toHaveLength(5);
    const second = await failed(new URL(first.next ?? '').search);
    expect(second.values).toHaveLength(2);
    expect((await failed(new URL(second.next ?? '').search)).next).toBeUndefined();
  });
});
