import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createQueryStringHash, decodeSymmetric, SymmetricAlgorithm } from 'atlassian-jwt';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { sandboxApp, sandboxClientKey, sandboxClientSecret } from '../../sandbox/identity.ts';
import { openSandbox } from '../../sandbox/sandbox.ts';
import { memoryStorage } from '../../sandbox/storage.ts';
import { sandboxConnections } from '../embedded-sandbox/sandbox-connections.ts';
import { openTestResending } from './test-resending.ts';

const received = z.object({
  received: z.array(
    z.object({
      url: z.string(),
      body: z.string(),
      headers: z.record(z.string(), z.string()),
    }),
  ),
});

async function openWith(
  identity: 'sandbox' | 'sandbox-oauth',
  receivers = new Map<string, number>(),
) {
  const sandbox = await openSandbox({ storage: memoryStorage(), receivers });
  const connection = sandboxConnections(sandbox, receivers).find(({ id }) => id === identity);
  const resending = await openTestResending({}, { ...connection, id: 'test' });
  return {
    ...resending,
    received: async () => {
      const answer = await sandbox.fetch(new Request('http://jira/sandbox/control/receiver'));
      return received.parse(await answer.json()).received;
    },
    async [Symbol.asyncDispose]() {
      await resending[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}

const claims = z.object({
  iat: z.number(),
  exp: z.number(),
  qsh: z.optional(z.string()),
  iss: z.optional(z.string()),
});

test('the sandbox’s receiver takes a body again, signed as a delivery to the Connect app', async () => {
  await using resending = await openWith('sandbox');
  await resending.keep('{"n":9007199254740993}', 'lost', 'https://receiver.sandbox.example/500');
  const { attempt } = await resending.resend('https://receiver.sandbox.example/ok?a=b%20c');
  expect(attempt).toMatchObject({ signed: true, outcome: { state: 'answered', status: 204 } });
  const [taken] = await resending.received();
  expect(taken?.body).toBe('{"n":9007199254740993}');
  expect(taken?.headers).toMatchObject({
    'x-atlassian-webhook-identifier': 'lost',
    'x-webhook-console-resend': attempt.id,
  });
  const [scheme, token = ''] = (taken?.headers['authorization'] ?? '').split(' ');
  const decoded = claims.parse(
    decodeSymmetric(token, sandboxApp.sharedSecret, SymmetricAlgorithm.HS256),
  );
  expect([scheme, decoded.iss]).toEqual(['JWT', sandboxClientKey]);
  expect(decoded.qsh).toBe(
    createQueryStringHash({ method: 'POST', pathname: '/ok', query: { a: 'b c' } }),
  );
  expect(JSON.stringify(await resending.attempts())).not.toContain(token);
});

test('to the OAuth app it is signed with the client secret; elsewhere it is not signed', async () => {
  await using resending = await openWith('sandbox-oauth');
  await resending.keep('{}', 'lost', 'https://receiver.sandbox.example/500');
  await resending.keep('{}', 'other');
  await resending.resend('https://receiver.sandbox.example/ok');
  await resending.resend('https://receiver.sandbox.example/ok', undefined, 'other');
  const [signed, unsigned] = await resending.received();
  const [scheme, token = ''] = (signed?.headers['authorization'] ?? '').split(' ');
  expect(scheme).toBe('Bearer');
  claims.parse(decodeSymmetric(token, sandboxClientSecret, SymmetricAlgorithm.HS256));
  expect(unsigned?.headers['authorization']).toBeUndefined();
});

test.each([
  ['500', { state: 'answered', status: 500 }],
  ['429', { state: 'answered', status: 429, headers: [{ name: 'retry-after', value: '600' }] }],
  ['nowhere', { state: 'answered', status: 404 }],
  ['hang-up', { state: 'unknown' }],
  ['slow', { state: 'unknown' }],
])('the sandbox’s receiver at /%s answers as to a delivery', async (behaviour, expected) => {
  await using resending = await openWith('sandbox');
  await resending.keep('{}');
  const { attempt } = await resending.resend(`https://receiver.sandbox.example/${behaviour}`);
  expect(attempt.outcome).toMatchObject(expected);
});

test('a host of SANDBOX_RECEIVERS leads to its local port, with the host that was asked for', async () => {
  const arrived: IncomingMessage[] = [];
  const server = createServer((message, response) => {
    arrived.push(message.resume());
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end('mine');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await using resending = await openWith('sandbox', new Map([['hooks.acme.example', port]]));
  await resending.keep('{}');
  const { attempt } = await resending.resend('https://hooks.acme.example/jira?tenant=1');
  expect(attempt).toMatchObject({ signed: true, outcome: { status: 200, body: 'mine' } });
  expect(arrived[0]?.url).toBe('/jira?tenant=1');
  expect(arrived[0]?.headers.host).toBe('hooks.acme.example');
  // Neither another port nor plain HTTP is what the setting names, and the name is this machine's here.
  for (const url of ['https://hooks.acme.example:8443/', 'http://hooks.acme.example/']) {
    expect((await resending.resend(url)).attempt.outcome.state).toBe('refused');
  }
  expect(arrived).toHaveLength(1);
  server.close();
});
