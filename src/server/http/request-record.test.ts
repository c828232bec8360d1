import { expect, test } from 'vitest';
import { requestBodyLimit } from './request-body.ts';
import { emptyPage, testApp, webhookPath } from '../test-app.ts';

const lines = (log: readonly string[]) =>
  log.map((line) => JSON.parse(line) as { requestId?: string; msg: string });

test.each<[name: string, path: string, init: RequestInit, status: number]>([
  ['a good answer', webhookPath, {}, 200],
  ['no such address', '/api/nothing', {}, 404],
  ['no such connection', '/api/connections/nobody/rest/api/3/webhook', {}, 404],
  ['a wrong method', webhookPath, { method: 'PATCH' }, 405],
  ['another site', webhookPath, { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ['too long a body', webhookPath, { method: 'POST', body: ' '.repeat(requestBodyLimit + 1) }, 413],
  ['a site that can’t be reached', `${webhookPath}?down`, {}, 502],
  ['a mistake of our own', '/sandbox/control', {}, 500],
])('%s has one id, in its header and in every line of the log', async (_, path, init, status) => {
  const { app, log } = testApp(
    ({ url }) =>
      url.includes('down') ? Promise.reject(new Error()) : Promise.resolve(new Response(emptyPage)),
    { sandbox: { fetch: () => Promise.reject(new Error('a mistake')) } },
  );
  const headers = new Headers(init.headers);
  headers.set('x-request-id', 'chosen-by-the-client');
  const response = await app.request(path, { ...init, headers });
  expect(response.status).toBe(status);
  const id = response.headers.get('x-request-id');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(lines(log).map(({ requestId }) => requestId))).toEqual(new Set([id]));
  expect(lines(log).filter(({ msg }) => msg === 'request')).toHaveLength(1);
  expect(lines(log).length).toBe(status === 500 || status === 502 ? 2 : 1);
});
