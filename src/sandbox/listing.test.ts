import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { control, createCaller } from './caller.ts';
import type { Clock } from './clock.ts';
import { openSandbox } from './sandbox.ts';
import { memoryStorage } from './storage.ts';

const start = Date.UTC(2026, 2, 2, 8, 30);
const clock: Clock = { now: () => start };

const page = z.object({
  startAt: z.number(),
  maxResults: z.number(),
  total: z.number(),
  isLast: z.boolean(),
  values: z.array(z.object({ id: z.number(), url: z.string() })),
});

async function openWith(registrations: number) {
  const sandbox = await openSandbox({ storage: memoryStorage(), clock });
  await control(sandbox, 'POST', '/reset', { registrations });
  const call = createCaller(sandbox, 'connect', clock);
  return { call, list: async (path: string) => page.parse((await call({ path })).body) };
}

describe('listing', () => {
  test.each([
    ['', { startAt: 0, maxResults: 100, isLast: false, ids: [1, 100] }],
    ['?startAt=', { startAt: 0, maxResults: 100, isLast: false, ids: [1, 100] }],
    ['?maxResults=1000', { startAt: 0, maxResults: 100, isLast: false, ids: [1, 100] }],
    ['?startAt=240&maxResults=10', { startAt: 240, maxResults: 10, isLast: true, ids: [241, 250] }],
    ['?startAt=240&maxResults=9', { startAt: 240, maxResults: 9, isLast: false, ids: [241, 249] }],
    ['?startAt=250', { startAt: 250, maxResults: 100, isLast: true, ids: [] }],
    [
      '?startAt=9007199254740991',
      { startAt: 9007199254740991, maxResults: 100, isLast: true, ids: [] },
    ],
    ['?maxResults=0', { startAt: 0, maxResults: 0, isLast: false, ids: [] }],
  ])('gives the page %j', async (path, { ids, ...rest }) => {
    const { list } = await openWith(250);
    const { values, ...about } = await list(path);
    expect(about).toEqual({ ...rest, total: 250 });
    expect(values.length === 0 ? [] : [values[0]?.id, values.at(-1)?.id]).toEqual(ids);
  });

  test('gives every webhook exactly once, page by page, of 10,000', async () => {
    const { list } = await openWith(10_000);
    const ids: number[] = [];
    for (let isLast = false; !isLast;) {
      const { values, ...about } = await list(`?startAt=${ids.length}`);
      ids.push(...values.map(({ id }) => id));
      ({ isLast } = about);
    }
    expect(ids).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
  });

  test.each([
    'startAt=abc',
    'startAt=-1',
    'startAt=1.5',
    'startAt=1e3',
    'startAt=99999999999999999999',
    'startAt=0x10',
    'startAt=%20',
    'maxResults=-1',
    'maxResults=ten',
  ])('refuses %s', async (query) => {
    const { call } = await openWith(1);
    const answer = await call({ path: `?${query}` });
    expect(answer.status).toBe(400);
    const [name = ''] = query.split('=');
    expect(answer.body).toMatchObject({ errorMessages: [expect.stringContaining(`'${name}'`)] });
  });

  test("carries the sandbox's time, and no rate limit headers while there is no limit", async () => {
    const sandbox = await openSandbox({ storage: memoryStorage(), clock });
    const call = createCaller(sandbox, 'connect', clock);
    await control(sandbox, 'POST', '/clock', { advance: '36h' });
    const { headers } = await call();
    expect(headers.get('date')).toBe('Tue, 03 Mar 2026 20:30:00 GMT');
    expect(headers.get('content-type')).toBe('application/json;charset=UTF-8');
    expect([...headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
  });
});
