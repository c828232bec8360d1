import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { failureGroups, failurePage, handInAnswer } from '../../jira/failures.ts';
import { createJiraClient } from '../../jira/client.ts';
import { failure } from '../archive/test-archive.ts';
import { startConsole } from '../console-process.ts';
import { makeStorePlace } from '../store/test-store.ts';
import { openRoundRobin } from './test-round-robin.ts';

const replica = fileURLToPath(new URL('test-replica.ts', import.meta.url));
const url = 'https://replicas.acme.example';
const day = 86_400_000;

const post = (address: string, body: unknown) =>
  fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const read = async <T>(address: string, schema: z.ZodMiniType<T>) =>
  schema.parse(await (await fetch(address)).json());

test('R13: two consoles behind one address are one, and one of them killed is not missed', async () => {
  await using place = await makeStorePlace();
  await using site = await startConsole({ DATA_DIR: place.environment['DATA_DIR'] ?? '' });
  const environment = {
    ...place.environment,
    SITE_URL: site.url,
    POLL_INTERVAL_MS: '200',
    UPSTREAM_TIMEOUT_MS: '5000',
  };
  await using first = await startConsole(environment, replica);
  await using second = await startConsole(environment, replica);
  await using front = await openRoundRobin([first.url, second.url]);
  const client = createJiraClient({ baseUrl: `${front.url}/api/connections/sandbox` });
  const failures = `${front.url}/api/connections/sandbox-oauth/failures`;

  /** Everything a person does, more often than there are consoles, so that each does some of it. */
  async function work(round: number) {
    const [webhook] = await client.listWebhooks();
    if (!webhook) throw new Error('The sandbox lists none.');
    await client.refreshWebhooks([webhook.id]);
    for (let look = 0; look < 3; look++) {
      const again = (await client.listWebhooks()).find(({ id }) => id === webhook.id);
      expect(again?.expirationDate).toBeGreaterThan(Date.now() + 29 * day);
    }
    const names = Array.from({ length: 6 }, (_, index) => `${round}-${index}`);
    for (const name of names) {
      const answer = await post(failures, [failure(name, Date.now(), { url })]);
      expect(handInAnswer.parse(await answer.json())).toMatchObject({ accepted: 1, known: 0 });
      // Whoever answers has what the other one took.
      const { failures: kept } = await read(`${failures}?limit=1000`, failurePage);
      expect(kept.map(({ id }) => id)).toContain(name);
    }
    const total = 6 * (round + 1);
    for (let look = 0; look < 2; look++) {
      expect((await read(`${failures}/groups?by=url`, failureGroups)).total).toBe(total);
    }
    expect((await fetch(`${front.url}/readyz`)).status).toBe(200);
  }

  await work(0);
  for (const answers of front.answered) expect(answers).toBeGreaterThan(5);

  first.kill('SIGKILL');
  await first.exit;
  const before = [...front.answered];
  await work(1);
  expect(front.answered[0]).toBe(before[0]);

  // What Jira keeps of the Connect app goes on being read, by the one that is left when the lease is over.
  const late = failure('late', Date.now() - 1000, { url });
  expect((await post(`${site.url}/sandbox/control/failures`, [late])).status).toBe(200);
  const archived = async () =>
    (
      await read(
        `${front.url}/api/connections/sandbox/failures/groups?by=url&url=${url}`,
        failureGroups,
      )
    ).total;
  await expect.poll(archived, { timeout: 30_000 }).toBe(1);
  expect(second.stderr()).not.toMatch(/"level":(?:50|60)/);
});
