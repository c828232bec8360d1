import { expect, test } from 'vitest';
import { openTestResending } from '../resend/test-resending.ts';
import { openTestArchive } from '../archive/test-archive.ts';
import { expectSecured } from './expect-secured.ts';

const mutations = ['POST', 'PUT', 'PATCH', 'DELETE'];
/** These ask for credentials that no browser adds by itself. */
const ownDoors = new Set(['/sandbox/rest/*', '/sandbox/ex/*', '/sandbox/auth/*', '/sandbox/api/*']);

/** An address that the pattern of a route takes. */
const addressOf = (pattern: string) =>
  pattern
    .replace(/:id/, 'test')
    .replace(/:delivery/, 'lost')
    .replace(/:time\{.*?\}(?=\/|$)/, '1')
    .replace(/\*$/, 'anything')
    .replaceAll(/:\w+(?:\{[^}]*\})?/g, '1');

test('S1: no address of ours takes a mutation that another site sent', async () => {
  await using archive = await openTestArchive();
  await using resending = await openTestResending();
  const apps = [archive.app, resending.app];
  const asked = new Set<string>();
  for (const app of apps) {
    for (const { method, path } of app.routes) {
      if (!/^\/(?:api|sandbox|access)/.test(path) || ownDoors.has(path)) continue;
      const methods = method === 'ALL' ? mutations : mutations.filter((name) => name === method);
      for (const name of methods) {
        asked.add(`${name} ${path}`);
        for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
          const init = { method: name, body: '{}', headers: new Headers(headers) };
          const response = await app.request(addressOf(path), init);
          expect([name, path, response.status]).toEqual([name, path, 403]);
          // The sandbox's consent page has a policy of its own, since it leads back to the app.
          if (!path.startsWith('/sandbox/auth/')) expectSecured(response);
        }
      }
    }
  }
  expect([...asked].join()).toContain('resend');
  expect(asked.size).toBeGreaterThan(15);
});
