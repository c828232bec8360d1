import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { consoleClient } from './console-client.ts';

const now = Date.UTC(2026, 5, 15, 12);
const serverTime = now + 3_600_000;
const fetched = vi.fn<(url: string) => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers({ now });
  fetched
    .mockReset()
    .mockImplementation(() =>
      Promise.resolve(
        Response.json(
          { values: [], isLast: true },
          { headers: { date: new Date(serverTime).toUTCString() } },
        ),
      ),
    );
  vi.stubGlobal('fetch', fetched);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a connection keeps its client and its clock', () => {
  expect(consoleClient('kept')).toBe(consoleClient('kept'));
  expect(consoleClient('kept')).not.toBe(consoleClient('other'));
});

test('asks the console on the page’s own origin', async () => {
  await consoleClient('sandbox').jira.listWebhooks();
  expect(fetched.mock.calls[0]?.[0]).toBe(
    '/api/connections/sandbox/rest/api/3/webhook?startAt=0&maxResults=100',
  );
});

test('no connection’s id leads out of its own path', async () => {
  await consoleClient('../x?y#z').jira.listWebhooks();
  expect(fetched.mock.calls[0]?.[0]).toMatch(
    /^\/api\/connections\/\.\.%2Fx%3Fy%23z\/rest\/api\/3\/webhook\?/,
  );
});

test('each connection’s clock follows its own answers', async () => {
  await consoleClient('asked').jira.listWebhooks();
  expect(consoleClient('asked').clock.now()).toBe(serverTime + 500);
  expect(consoleClient('silent').clock.now()).toBe(now);
});
