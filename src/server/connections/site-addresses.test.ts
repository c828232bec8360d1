import { expect, test } from 'vitest';
import { hostileUrls, watchedNetwork } from '../outbound/test-hostile-urls.ts';
import { createSiteNetwork } from './site-network.ts';
import { readSiteUrl } from './tenants.ts';

const none: ReadonlySet<string> = new Set();

/** As a connection to this site would be read; what was connected to meanwhile. */
async function readSite(typed: string, ...answers: string[][]) {
  const watched = watchedNetwork(...answers);
  const site = createSiteNetwork({ privateSites: none, network: watched.network });
  const read = readSiteUrl(typed, none);
  const reason = 'fault' in read ? read.fault : await failureOf(site, read.siteUrl);
  site.close();
  return { reason, connections: watched.connections, lookUps: watched.lookUps() };
}

const failureOf = ({ fetch }: ReturnType<typeof createSiteNetwork>, siteUrl: string) =>
  fetch(new Request(`${siteUrl}/rest/api/3/webhook`)).then(
    ({ status }) => `answered with ${status}`,
    (cause: unknown) => (cause instanceof Error ? cause.message : 'rejected'),
  );

test.each(hostileUrls)('S2: no site is read at %s', async (typed) => {
  const { reason, connections } = await readSite(typed, ['127.0.0.1']);
  expect(connections).toEqual([]);
  expect(reason).toMatch(/^siteUrl|PRIVATE_SITES can name/);
});

test.each([
  ['8.8.8.8', '169.254.169.254'],
  ['2606:4700:4700::1111', '::1'],
  ['::ffff:127.0.0.1'],
  ['64:ff9b::7f00:1'],
])('S2: one address that is not public refuses the name of a site: %s %s', async (...addresses) => {
  const { reason, connections } = await readSite('https://acme.example', addresses);
  expect(reason).toContain('PRIVATE_SITES can name acme.example');
  expect(connections).toEqual([]);
});

test('S2: a site’s name that means something else the next time is looked up once for a reading', async () => {
  const { connections, lookUps } = await readSite('https://acme.example', ['8.8.8.8'], ['::1']);
  expect([connections, lookUps]).toEqual([['8.8.8.8'], 1]);
});
