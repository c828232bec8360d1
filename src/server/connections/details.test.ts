import { describe, expect, test } from 'vitest';
import { connectionDetails } from '../../jira/connection-details.ts';
import { connectionSummary, notUsableHeader } from '../../jira/connection.ts';
import { signIn } from './oauth/sign-in.ts';
import { readQuota } from './quotas.ts';
import { openTestConnections, tenantOf } from './test-connections.ts';

type Console = Awaited<ReturnType<typeof openTestConnections>>;

const now = Date.UTC(2026, 2, 2, 8, 30);
const list = ({ ask }: Console, id: string) => ask(`/api/connections/${id}/rest/api/3/webhook`);
const details = async ({ read }: Console, id: string) =>
  connectionDetails.parse(await read(`/api/connections/${id}`));
const add = async ({ send, siteUrl }: Console) => {
  const response = await send('POST', '/api/connections', tenantOf(siteUrl));
  return connectionSummary.parse(await response.json());
};

describe('one connection', () => {
  test('is told as in the list, without a quota that nobody told', async () => {
    await using console = await openTestConnections();
    const added = await add(console);
    expect(await details(console, added.id)).toEqual(added);
    await list(console, added.id);
    expect(await details(console, added.id)).toEqual(added);
    expect((await console.ask('/api/connections/nobody')).status).toBe(404);
  });

  test('tells the calls that Jira said are left, the last word of it', async () => {
    await using console = await openTestConnections();
    const { id } = await add(console);
    for (const remaining of [83, 7]) {
      const fault = { fault: 'quota', remaining, nearLimit: remaining < 10, resetInSeconds: 300 };
      await console.send('POST', '/sandbox/control/faults', fault);
      await list(console, id);
    }
    // Says nothing of it, and takes nothing back.
    await list(console, id);
    const { quota } = await details(console, id);
    expect(quota).toMatchObject({ limit: 100, remaining: 7, nearLimit: true });
    const left = (quota?.resetAt ?? 0) - (quota?.toldAt ?? 0);
    expect(left).toBeGreaterThan(290_000);
    expect(left).toBeLessThan(310_000);
    await console.send('PATCH', `/api/connections/${id}`, { name: 'Other' });
    expect((await details(console, id)).quota).toEqual(quota);
  });

  test('that can’t be used is told apart from what a site refuses', async () => {
    await using console = await openTestConnections();
    const { id } = await add(console);
    const isMarked = (answer: Response) => answer.headers.has(notUsableHeader);
    await console.send('POST', '/sandbox/control/faults', { fault: 'status', status: 409 });
    expect(isMarked(await list(console, id))).toBe(false);
    await console.send('PATCH', `/api/connections/${id}`, { paused: true });
    const paused = await list(console, id);
    expect([paused.status, isMarked(paused)]).toEqual([409, true]);

    const [ended = ''] = await signIn(console);
    expect(isMarked(await list(console, ended))).toBe(false);
    await console.ask('/sandbox/control/grants', { method: 'DELETE' });
    const revoked = await list(console, ended);
    expect([revoked.status, isMarked(revoked)]).toEqual([401, true]);
    expect((await details(console, ended)).problem?.kind).toBe('sign-in-again');
  });
});

describe('what is read of the headers', () => {
  test.each<[Record<string, string>, object | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '30' }, undefined],
    [{ 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '-1' }, undefined],
    [{ 'x-ratelimit-reset': '2026-03-02T08:31:00Z' }, undefined],
    [{ 'x-ratelimit-nearlimit': 'true' }, { nearLimit: true }],
    [{ 'x-ratelimit-nearlimit': 'constructor' }, undefined],
    [{ 'x-ratelimit-nearlimit': '__proto__' }, undefined],
    [{ 'x-ratelimit-remaining': '3' }, { remaining: 3 }],
    [{ 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': 'soon' }, { remaining: 3 }],
    [
      { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '2026-03-02T08:31Z' },
      { remaining: 3, resetAt: now + 60_000 },
    ],
    [
      {
        date: 'Mon, 02 Mar 2026 09:30:00 GMT',
        'x-ratelimit-remaining': '3',
        'x-ratelimit-reset': '2026-03-02T09:31:00.000Z',
        'ratelimit-reason': 'jira-burst-based',
      },
      { remaining: 3, resetAt: now + 60_000, reason: 'jira-burst-based' },
    ],
  ])('%j', (headers, told) => {
    expect(readQuota(new Headers(headers), now)).toEqual(told && { toldAt: now, ...told });
  });
});
