import { expect, test } from 'vitest';
import { signIn } from './oauth/sign-in.ts';
import { openTestSites } from './test-sites.ts';

test('R13: killed after Atlassian gave new tokens and before they were stored, it goes on with the old ones', async () => {
  await using sites = await openTestSites();
  await using first = await sites.start();
  const [id] = await signIn(first);
  const path = `/api/connections/${id}/rest/api/3/webhook`;
  expect((await fetch(first.url + path)).status).toBe(200);

  await fetch(`${sites.sandbox.url}/sandbox/control/grants`, {
    method: 'POST',
    body: '{"expire":"access"}',
  });
  sites.gatekeeper.gate.beforeAnswer = async () => {
    first.kill('SIGKILL');
    await first.exit;
  };
  await expect(fetch(first.url + path)).rejects.toThrow('fetch failed');
  sites.gatekeeper.gate.beforeAnswer = () => Promise.resolve();

  await using second = await sites.start();
  expect((await fetch(second.url + path)).status).toBe(200);
  // Sign-in, the renewal that was lost, and the one that was kept.
  expect(sites.gatekeeper.seen).toHaveLength(6);
});
