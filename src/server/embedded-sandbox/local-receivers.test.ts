import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createQueryStringHash, decodeSymmetric, SymmetricAlgorithm } from 'atlassian-jwt';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { failedPage } from '../../jira/wire.ts';
import { sandboxApp, sandboxClientKey } from '../../sandbox/identity.ts';
import { openSandbox } from '../../sandbox/sandbox.ts';
import { memoryStorage } from '../../sandbox/storage.ts';
import { sendToLocalPorts } from './local-receivers.ts';
import { sandboxConnections } from './sandbox-connections.ts';

interface Arrived {
  message: IncomingMessage;
  body: string;
}
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A receiver on a socket, that answers with these statuses, one after another; 0 hangs up. */
async function listen(statuses: number[]) {
  const arrived: Arrived[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const status = statuses[Math.min(arrived.length, statuses.length - 1)] ?? 200;
      arrived.push({ message, body: Buffer.concat(chunks).toString() });
      if (status === 0) message.socket.destroy();
      else response.writeHead(status, { Location: '/elsewhere' }).end('thanks');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { arrived, port: (server.address() as AddressInfo).port };
}

async function openWith(port: number) {
  const send = sendToLocalPorts(new Map([['hooks.borealis.example', port]]));
  const sandbox = await openSandbox({ storage: memoryStorage(), send });
  closing.push(() => sandbox.close());
  const control = async (path: string, body: unknown): Promise<unknown> => {
    const url = `http://jira.example/sandbox/control${path}`;
    const request = new Request(url, { method: 'POST', body: JSON.stringify(body) });
    return (await sandbox.fetch(request)).json();
  };
  await control('/reset', { scenario: 'empty' });
  const [connection] = sandboxConnections(sandbox);
  const call = async (method: string, search: string, body?: unknown): Promise<unknown> => {
    const url = new URL(`/sandbox/rest/api/3/webhook${search}`, 'http://jira.example');
    const authorization = await connection?.authorize({
      method,
      path: url.pathname.slice('/sandbox'.length),
      query: url.searchParams,
    });
    const headers = { Authorization: authorization ?? '' };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    return (await sandbox.fetch(new Request(url, { method, headers, ...init }))).json();
  };
  const register = (url: string) =>
    call('POST', '', {
      url,
      webhooks: [{ events: ['comment_created'], jqlFilter: 'project = PAY' }],
    });
  return { control, call, register };
}

/** Express reads a query this way. */
const claims = z.object({ iss: z.string(), iat: z.number(), exp: z.number(), qsh: z.string() });

test('a delivery arrives over HTTP as it would from Jira, with a token that atlassian-jwt accepts', async () => {
  const { arrived, port } = await listen([503, 0, 200]);
  const { control, register } = await openWith(port);
  await register('https://hooks.borealis.example/jira/7?tenant=1&a=b%20c');
  await control('/events', { name: 'comment_created' });
  await control('/clock', { advance: '1h' });

  expect(arrived.map(({ message }) => message.headers['x-atlassian-webhook-retry'])).toEqual([
    undefined,
    '1',
    '2',
  ]);
  for (const { message, body } of arrived) {
    expect(message).toMatchObject({ method: 'POST', url: '/jira/7?tenant=1&a=b%20c' });
    expect(message.headers).toMatchObject({
      host: 'hooks.borealis.example',
      'content-type': 'application/json; charset=UTF-8',
      'x-atlassian-webhook-flow': 'Primary',
      'x-atlassian-webhook-identifier':
        arrived[0]?.message.headers['x-atlassian-webhook-identifier'],
    });
    expect(JSON.parse(body)).toMatchObject({
      webhookEvent: 'comment_created',
      matchedWebhookIds: [1],
    });
    const [scheme, token = ''] = (message.headers.authorization ?? '').split(' ');
    expect(scheme).toBe('JWT');
    const decoded = claims.parse(
      decodeSymmetric(token, sandboxApp.sharedSecret, SymmetricAlgorithm.HS256),
    );
    expect(decoded.iss).toBe(sandboxClientKey);
    expect(decoded.exp - decoded.iat).toBe(180);
    const query = { tenant: '1', a: 'b c' };
    expect(decoded.qsh).toBe(createQueryStringHash({ method: 'POST', pathname: '/jira/7', query }));
  }
});

test('what a receiver refuses is listed by /failed, page by page, and equal times stay together', async () => {
  const { arrived, port } = await listen([404]);
  const { control, call, register } = await openWith(port);
  await register('https://hooks.borealis.example/gone');
  await control('/events', { name: 'comment_created', times: 6 });
  const identifiers = arrived.map(
    ({ message }) => message.headers['x-atlassian-webhook-identifier'],
  );
  const bodies = new Set(arrived.map(({ body }) => body));

  const seen: { id: string; failureTime: number }[] = [];
  for (let search: string | undefined = '?maxResults=2'; search !== undefined;) {
    const page = failedPage.parse(await call('GET', `/failed${search}`));
    const times = page.values.map(({ failureTime }) => failureTime);
    expect(seen.some(({ failureTime }) => times.includes(failureTime))).toBe(false);
    for (const { body, url } of page.values) {
      expect(bodies).toContain(body);
      expect(url).toBe('https://hooks.borealis.example/gone');
    }
    seen.push(...page.values);
    search = page.next === undefined ? undefined : new URL(page.next).search;
  }
  expect(seen.map(({ id }) => id).toSorted()).toEqual(identifiers.map(String).toSorted());
});

test('a redirect is not followed', async () => {
  const { arrived, port } = await listen([302, 200]);
  const { control, register } = await openWith(port);
  await register('https://hooks.borealis.example/moved');
  expect(await control('/events', { name: 'comment_created' })).toMatchObject({
    deliveries: [{ outcome: 'failed' }],
  });
  expect(arrived).toHaveLength(1);
});

test.each([
  'https://jira.borealis.example/',
  'https://127.0.0.1/',
  'https://hooks.borealis.example:8443/',
  'http://hooks.borealis.example/',
])('S2: nothing is connected to for %s, which no setting names', async (url) => {
  const { arrived, port } = await listen([200]);
  const send = sendToLocalPorts(new Map([['hooks.borealis.example', port]]));
  await expect(send(new Request(url, { method: 'POST', body: '{}' }))).rejects.toThrow(
    'No receiver is set for',
  );
  expect(arrived).toEqual([]);
});
