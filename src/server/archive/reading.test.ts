import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  failureGroups,
  failureHistogram,
  failurePage,
  type ArchivedFailure,
} from '../../jira/failures.ts';
import { failureSparklines } from '../../jira/failure-sparklines.ts';
import { hour, minute } from '../../sandbox/clock.ts';
import { failure, failuresPath, openTestArchive, payload, testNow } from './test-archive.ts';

const relay = 'https://relay.acme.example/v2';

/** Two outages and a body that was dropped. */
const records = [
  failure('a', testNow, { body: payload('jira:issue_updated', 'OPS-1', [1, 2]) }),
  failure('b', testNow, { body: payload('comment_created', 'OPS-2', [2]) }),
  failure('c', testNow - 10_000, { url: relay }),
  failure('d', testNow - 5 * hour, {
    url: relay,
    body: payload('jira:issue_updated', 'PAY-7', [9007199254740991]),
  }),
  failure('e', testNow - 30 * hour, { body: payload('jira:issue_updated', 'PAY-8', [1]) }),
];

type Archive = Awaited<ReturnType<typeof openTestArchive>>;

const idsOf = async (archive: Archive, query: string) =>
  failurePage
    .parse(await archive.read(`?${query}`))
    .failures.map(({ id }) => id)
    .join('');

async function readAll(archive: Archive, query: string): Promise<ArchivedFailure[]> {
  const all: ArchivedFailure[] = [];
  for (let before = ''; ;) {
    const page = failurePage.parse(await archive.read(`?${query}${before}`));
    all.push(...page.failures);
    if (page.next === null) return all;
    before = `&before=${encodeURIComponent(page.next)}`;
  }
}

describe('the list', () => {
  test('is newest first, with all that is known of each', async () => {
    await using archive = await openTestArchive();
    await archive.handIn(records);
    const page = failurePage.parse(await archive.read());
    expect(page.failures.map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd', 'e']);
    expect(page.next).toBeNull();
    expect(page.failures[0]).toEqual({
      id: 'b',
      failureTime: testNow,
      url: 'https://hooks.acme.example/jira',
      event: 'comment_created',
      eventTime: testNow - 1000,
      issueKey: 'OPS-2',
      projectKey: 'OPS',
      webhookIds: [2],
      bodySize: records[1]?.body?.length,
      bodySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      archivedAt: testNow,
    });
    expect(page.failures[2]).toMatchObject({ event: '', eventTime: null, bodySize: null });
  });

  test.each([
    [`from=${testNow - 10_000}`, 'bac'],
    [`to=${testNow}`, 'cde'],
    [`url=${encodeURIComponent(relay)}`, 'cd'],
    ['event=jira:issue_updated', 'ade'],
    ['event=', 'c'],
    ['project=PAY', 'de'],
    ['webhook=1', 'ae'],
    ['webhook=9007199254740991', 'd'],
    ['text=pay-', 'de'],
    ['text=pay-&webhook=1', 'e'],
    [`event=jira:issue_updated&project=OPS&webhook=2&to=${testNow + 1}`, 'a'],
    ['archivedAfter=1', 'bacde'],
    [`archivedAfter=${testNow}`, ''],
  ])('narrowed by %s', async (query, ids) => {
    await using archive = await openTestArchive();
    await archive.handIn(records);
    expect(await idsOf(archive, query)).toBe(ids);
    // The sums agree with the list, whichever way they are made.
    const histogram = failureHistogram.parse(await archive.read(`/histogram?${query}`));
    const groups = failureGroups.parse(await archive.read(`/groups?by=url&${query}`));
    expect(groups.total).toBe(ids.length);
    if (!/from|to=/.test(query)) {
      expect(histogram.bars.reduce((sum, { count }) => sum + count, 0)).toBe(ids.length);
    }
    const exported = await archive.request(`${failuresPath}/export?format=ndjson&${query}`);
    const lines = (await exported.text()).split('\n').slice(0, -1);
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id).join('')).toBe(ids);
  });

  test.each([
    ['limit=0', 'limit must be'],
    ['limit=1001', 'limit must be'],
    ['before=1', 'before must be'],
    ['from=yesterday', 'from must be'],
    ['webhook=-1', 'webhook must be'],
    ['text=', 'text is empty'],
  ])('refuses %s by its name', async (query, sentence) => {
    await using archive = await openTestArchive();
    const response = await archive.request(`${failuresPath}?${query}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(sentence);
  });

  test('E2: pages of any size have every failure once, however many share a time', async () => {
    await using archive = await openTestArchive();
    const times = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 });
    let set = 0;
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 7 }), async (offsets, limit) => {
        // A day of its own for each set.
        const start = Date.UTC(2026, 0, 1) + set++ * 10;
        const given = offsets.map((offset, n) => failure(`${n}:é`, start + offset));
        await archive.handIn(given);
        const range = `from=${start}&to=${start + 10}`;
        const plain = await readAll(archive, `${range}&limit=${limit}`);
        const name = ({ id, failureTime }: { id: string; failureTime: number }) =>
          `${failureTime} ${id}`;
        expect(plain.map(name).toSorted()).toEqual(given.map(name).toSorted());
        const descending = plain.map(({ failureTime }) => failureTime);
        expect(descending).toEqual(descending.toSorted((one, other) => other - one));
      }),
      { numRuns: 60 },
    );
  });

  test('searched in pages finds each once', async () => {
    await using archive = await openTestArchive();
    await archive.handIn(
      Array.from({ length: 250 }, (_, n) =>
        failure(`d-${n}`, testNow - n, { body: n % 3 === 0 ? 'here it is' : 'NOT THIS' }),
      ),
    );
    const found = await readAll(archive, 'text=HERE&limit=10');
    expect(new Set(found.map(({ id }) => id)).size).toBe(84);
    expect(found).toHaveLength(84);
  });
});

describe('the histogram', () => {
  test('has whole bars, split by what is asked for, from sums and from rows alike', async () => {
    await using archive = await openTestArchive();
    await archive.handIn(records);
    const start = testNow - (testNow % hour);
    const summed = failureHistogram.parse(await archive.read('/histogram?split=event'));
    expect(summed.bars).toEqual([
      { time: start - 30 * hour, value: 'jira:issue_updated', count: 1 },
      { time: start - 5 * hour, value: 'jira:issue_updated', count: 1 },
      expect.objectContaining({ time: start, count: 1 }),
      expect.objectContaining({ time: start, count: 1 }),
      expect.objectContaining({ time: start, count: 1 }),
    ]);
    expect([summed.from, summed.to]).toEqual([start - 30 * hour, start + hour]);
    const counted = failureHistogram.parse(
      await archive.read('/histogram?split=event&archivedAfter=1'),
    );
    const byValue = ({ bars }: typeof summed) => bars.map((bar) => JSON.stringify(bar)).toSorted();
    expect(byValue(counted)).toEqual(byValue(summed));
    const searched = failureHistogram.parse(await archive.read('/histogram?by=day&text=pay'));
    expect(searched.bars.map(({ count }) => count)).toEqual([1, 1]);
    const narrow = failureHistogram.parse(
      await archive.read(`/histogram?from=${testNow - 1}&to=${testNow}`),
    );
    expect([narrow.from, narrow.to, narrow.bars]).toEqual([
      start,
      start + hour,
      [{ time: start, value: null, count: 3 }],
    ]);
  });

  test('has colours for eight URLs and one bar for all others', async () => {
    await using archive = await openTestArchive();
    await archive.handIn(
      Array.from({ length: 12 }, (_, n) => [
        failure(`a-${n}`, testNow, { url: `https://h/${n}` }),
        ...(n < 8 ? [failure(`b-${n}`, testNow, { url: `https://h/${n}` })] : []),
      ]).flat(),
    );
    const { bars } = failureHistogram.parse(await archive.read('/histogram?split=url'));
    expect(bars.filter(({ value }) => value === null)).toEqual([
      expect.objectContaining({ count: 4 }),
    ]);
    expect(bars).toHaveLength(9);
  });
});

describe('groups', () => {
  test.each(['', '&text=e'])('make a few causes of many rows%s', async (text) => {
    await using archive = await openTestArchive();
    await archive.handIn(text === '' ? records : records.filter(({ body }) => body !== undefined));
    const read = async (by: string) =>
      failureGroups.parse(await archive.read(`/groups?by=${by}${text}`));
    const webhooks = (await read('webhook')).groups.filter(({ value }) => value !== '');
    expect(webhooks.map(({ value, count }) => [value, count])).toEqual([
      [1, 2],
      [2, 2],
      [9007199254740991, 1],
    ]);
    expect((await read('minute')).groups[0]).toEqual({
      value: testNow - (testNow % minute),
      count: 2,
      first: testNow,
      last: testNow,
    });
    expect((await read('event')).groups[0]).toEqual({
      value: 'jira:issue_updated',
      count: 3,
      first: testNow - 30 * hour,
      last: testNow,
    });
    expect((await read('project')).groups.map(({ count }) => count).slice(0, 2)).toEqual([2, 2]);
  });

  test('that are too many are counted', async () => {
    await using archive = await openTestArchive();
    await archive.handIn(
      Array.from({ length: 250 }, (_, n) => failure(`d-${n}`, testNow - n * minute)),
    );
    const groups = failureGroups.parse(await archive.read('/groups?by=minute'));
    expect([groups.groups.length, groups.further, groups.total]).toEqual([200, 50, 250]);
    expect((await archive.request(`${failuresPath}/groups?by=colour`)).status).toBe(400);
  });
});

test('sparklines have the failures of each registration by the hour', async () => {
  await using archive = await openTestArchive();
  await archive.handIn(records);
  const start = testNow - (testNow % hour);
  const all = failureSparklines.parse(await archive.read('/sparklines'));
  expect([all.from, all.to]).toEqual([start - 71 * hour, start + hour]);
  expect(all.registrations).toEqual([
    {
      webhookId: 1,
      count: 2,
      hours: [
        { time: start - 30 * hour, count: 1 },
        { time: start, count: 1 },
      ],
    },
    { webhookId: 2, count: 2, hours: [{ time: start, count: 2 }] },
    { webhookId: 9007199254740991, count: 1, hours: [{ time: start - 5 * hour, count: 1 }] },
  ]);
  const recent = failureSparklines.parse(await archive.read(`/sparklines?from=${testNow}`));
  expect(recent.registrations.map(({ count }) => count)).toEqual([1, 2]);
});

describe('an export', () => {
  test('as NDJSON can be handed in again, byte for byte', async () => {
    await using one = await openTestArchive();
    await using other = await openTestArchive();
    await one.handIn(records);
    const exported = await (await one.request(`${failuresPath}/export?format=ndjson`)).text();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: exported,
    };
    expect(await (await other.request(failuresPath, init)).json()).toMatchObject({ accepted: 5 });
    expect(await other.read()).toEqual(await one.read());
  });

  test('as CSV holds no formula and breaks at no comma, quote or line', async () => {
    await using archive = await openTestArchive();
    const urls = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a,b', 'say "x"', 'two\nlines'];
    await archive.handIn(urls.map((url, n) => failure(`=d-${n}`, testNow - n, { url })));
    const response = await archive.request(`${failuresPath}/export?format=csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="failures-test.csv"',
    );
    const cells = (await response.text()).split('\r\n').slice(1, -1);
    expect(cells.map((line) => line.split(',,')[0]?.split(",'=d-")[1]?.slice(2))).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@x",
      "'\tx",
      '"\'\rx"',
      '"a,b"',
      '"say ""x"""',
      '"two\nlines"',
    ]);
  });

  test('of those named holds these alone, and names what it cannot read', async () => {
    await using archive = await openTestArchive();
    await archive.handIn(records);
    const names = records.slice(1, 3).map(({ id, failureTime }) => `only=${failureTime}:${id}`);
    const path = `${failuresPath}/export?format=ndjson`;
    const response = await archive.request(`${path}&${names.join('&')}&only=1:nobody`);
    const lines = (await response.text()).split('\n').slice(0, -1);
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids.toSorted()).toEqual(
      records
        .slice(1, 3)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect((await archive.request(`${path}&only=nonsense`)).status).toBe(400);
    const many = Array.from({ length: 101 }, (_, n) => `only=1:${n}`).join('&');
    expect((await archive.request(`${path}&${many}`)).status).toBe(400);
  });

  test('that nobody takes any more ends', async () => {
    await using archive = await openTestArchive();
    await archive.handIn(records);
    const response = await archive.request(`${failuresPath}/export?format=ndjson`);
    await response.body?.cancel();
    expect(await idsOf(archive, '')).toBe('bacde');
  });
});
