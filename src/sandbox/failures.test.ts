import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failedPage } from '../jira/wire.ts';
import { control, createCaller } from './caller.ts';
import { hour, type Clock } from './clock.ts';
import { openSandbox } from './sandbox.ts';
import { documentsChanged, emptyState, type FailureRecord } from './state.ts';
import { memoryStorage } from './storage.ts';
import { unverifiedTexts } from './texts.ts';

const start = Date.UTC(2026, 2, 2, 8, 30);
const clock: Clock = { now: () => start };
const url = 'https://hooks.acme.example/jira';

async function openWith(records: readonly FailureRecord[]) {
  const storage = memoryStorage();
  await storage.apply(documentsChanged(undefined, emptyState));
  const sandbox = await openSandbox({ storage, clock });
  await control(sandbox, 'POST', '/failures', records);
  const call = createCaller(sandbox, 'connect', clock);
  return {
    sandbox,
    call,
    page: async (query = '') => failedPage.parse((await call({ path: `/failed${query}` })).body),
  };
}

const record = (id: string, hoursAgo: number): FailureRecord => ({
  id,
  url,
  failureTime: start - hoursAgo * hour,
});

describe('failed webhooks', () => {
  test('come oldest first, with a next that leads on from the last one', async () => {
    const { page } = await openWith([
      record('c', 1),
      record('a', 3),
      { ...record('b', 2), body: '{}' },
    ]);
    expect(await page('?maxResults=2')).toEqual({
      values: [record('a', 3), { ...record('b', 2), body: '{}' }],
      maxResults: 2,
      next: `http://jira.example/sandbox/rest/api/3/webhook/failed?failedAfter=${start - 2 * hour}&maxResults=2`,
    });
    const last = { values: [record('c', 1)], maxResults: 2 };
    for (const cursor of ['after', 'failedAfter']) {
      const query = `?${cursor}=${start - 2 * hour}&maxResults=2`;
      expect(await page(query)).toMatchObject(last);
    }
    expect(await page(`?after=${start - hour}`)).toEqual({ values: [], maxResults: 100 });
  });

  test('that share a time stay on one page, even past maxResults', async () => {
    const { page } = await openWith([
      record('a', 3),
      record('b', 2),
      record('c', 2),
      record('d', 2),
      record('e', 1),
    ]);
    const { values, next } = await page('?maxResults=2');
    expect(values.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(next).toContain(`failedAfter=${start - 2 * hour}`);
  });

  test('E2: with equal times, each is given exactly once by following next', async () => {
    // Few distinct times, so that ties are the rule.
    const times = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 7 }), async (hoursAgo, maxResults) => {
        const records = hoursAgo.map((hours, index) => record(`delivery-${index}`, hours));
        const { page } = await openWith(records);
        const seen: string[] = [];
        let query = `?maxResults=${maxResults}`;
        for (;;) {
          const { values, next } = await page(query);
          seen.push(...values.map(({ id }) => id));
          expect(next === undefined).toBe(values.length === 0);
          if (next === undefined) break;
          query = new URL(next).search;
        }
        expect(seen.toSorted()).toEqual(records.map(({ id }) => id).toSorted());
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  test('are forgotten after 72 hours', async () => {
    const { sandbox, page } = await openWith([record('old', 70), record('new', 1)]);
    await control(sandbox, 'POST', '/clock', { advance: '2h' });
    expect((await page()).values.map(({ id }) => id)).toEqual(['new']);
  });

  test('are refused to an OAuth app', async () => {
    const { sandbox } = await openWith([]);
    expect(await createCaller(sandbox, 'oauth', clock)({ path: '/failed' })).toMatchObject({
      status: 403,
      body: { errorMessages: [unverifiedTexts.notAConnectApp], errors: {} },
    });
  });

  test.each(['after=x', 'failedAfter=-1', 'after=1.5', 'maxResults=-1', 'after=1e99'])(
    'refuse %s',
    async (query) => {
      const { call } = await openWith([]);
      expect(await call({ path: `/failed?${query}` })).toMatchObject({ status: 400 });
    },
  );
});
