import { defaultParseSearch, defaultStringifySearch } from '@tanstack/react-router';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListedWebhook } from '../jira/client.ts';
import { webhookId } from '../jira/wire.ts';
import { expiryState, expiryStates } from './expiry.ts';
import {
  eventCounts,
  filterWebhooks,
  sortKeys,
  sortWebhooks,
  webhooksSearch,
  webhooksSearchDefaults,
} from './search.ts';
import { parseSelection } from './selection.ts';

const now = Date.UTC(2026, 5, 15, 12);
const day = 86_400_000;

const listed = (id: number, more: Partial<ListedWebhook> = {}): ListedWebhook => ({
  id: webhookId.parse(id),
  events: ['comment_created'],
  jqlFilter: '',
  json: {},
  ...more,
});

const anyWebhook = fc
  .record(
    {
      events: fc.uniqueArray(fc.constantFrom('comment_created', 'sprint_started', 'unknown')),
      jqlFilter: fc.constantFrom('', 'project = A', 'PROJECT = a', 'status = Done'),
      url: fc.constantFrom('https://a.example', 'https://b.example'),
      expirationDate: fc.integer({ min: now - 40 * day, max: now + 40 * day }),
    },
    { requiredKeys: ['events', 'jqlFilter'] },
  )
  .map((more) => more satisfies Partial<ListedWebhook>);
const anyList = fc
  .uniqueArray(fc.nat(200), { maxLength: 40 })
  .chain((ids) => fc.tuple(...ids.map((id) => anyWebhook.map((more) => listed(id, more)))));

const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(...expiryStates, ...sortKeys, 'true', '12', '', '..--', -0, 1e308),
);
const anySearch = fc.oneof(
  fc.dictionary(fc.string(), anyValue),
  fc.record(
    {
      q: anyValue,
      status: anyValue,
      event: anyValue,
      sort: anyValue,
      descending: anyValue,
      selected: anyValue,
      open: anyValue,
      other: anyValue,
    },
    { requiredKeys: [] },
  ),
);

describe('the search in the address', () => {
  test('is the default where nothing is said', () => {
    expect(webhooksSearch.parse({})).toEqual(webhooksSearchDefaults);
  });

  test('reads numbers that stand for text as text', () => {
    expect(webhooksSearch.parse({ q: 12, selected: 10_000 })).toMatchObject({
      q: '12',
      selected: '10000',
    });
  });

  test('heals whatever is in it, value by value', () => {
    expect(
      webhooksSearch.parse({
        q: ['a'],
        status: 'lost',
        event: 7,
        sort: 'price',
        descending: 'perhaps',
        selected: null,
        open: 'x',
      }),
    ).toEqual({ ...webhooksSearchDefaults, status: undefined, event: undefined, open: undefined });
    expect(webhooksSearch.parse({ sort: 'id', descending: 1 })).toMatchObject({
      sort: 'id',
      descending: false,
    });
  });

  test('is always one that the screen can be drawn from', () => {
    const list = [listed(1), listed(2, { expirationDate: now + day })];
    fc.assert(
      fc.property(anySearch, (raw) => {
        const search = webhooksSearch.parse(raw);
        expect(search.q).toBeTypeOf('string');
        expect(search.selected).toBeTypeOf('string');
        expect(search.descending).toBeTypeOf('boolean');
        expect(sortKeys).toContain(search.sort);
        expect([undefined, ...expiryStates]).toContain(search.status);
        expect(['undefined', 'string']).toContain(typeof search.event);
        expect(['undefined', 'number']).toContain(typeof search.open);
        expect(Object.hasOwn(search, 'other')).toBe(false);
        expect(webhooksSearch.parse(search)).toEqual(search);
        expect(() => sortWebhooks(filterWebhooks(list, search, now), search)).not.toThrow();
        expect(() => parseSelection(search.selected, [webhookId.parse(1)])).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  test('comes back from the address as it was, text that looks like a number included', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('12', '1.0', '007', 'true', 'null', '"', '[1]', '10000.10020', '1e3', ' 5'),
    );
    const search = fc.record({
      q: text,
      status: fc.constantFrom(...expiryStates),
      event: text,
      sort: fc.constantFrom(...sortKeys),
      descending: fc.boolean(),
      selected: text,
      open: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(search, (search) => {
        const address = defaultStringifySearch(search);
        expect(webhooksSearch.parse(defaultParseSearch(address))).toEqual(search);
      }),
    );
  });
});

describe('filtering', () => {
  const list = [
    listed(10_001, { jqlFilter: 'project = Alpha', url: 'https://hooks.example/in' }),
    listed(10_002, {
      events: ['jira:issue_updated'],
      fieldIdsFilter: ['customfield_10010'],
      expirationDate: now + day,
    }),
    listed(10_003, {
      events: ['issue_property_set', 'comment_created'],
      issuePropertyKeysFilter: ['release-notes'],
      expirationDate: now,
    }),
  ];
  const found = (filters: object) =>
    filterWebhooks(list, webhooksSearch.parse(filters), now).map(({ id }) => id - 10_000);

  test.each([
    ['', [1, 2, 3]],
    ['  ', [1, 2, 3]],
    ['10002', [2]],
    ['ALPHA', [1]],
    ['alpha project', [1]],
    ['alpha customfield', []],
    ['hooks.example', [1]],
    ['customfield_10010', [2]],
    ['Release-Notes', [3]],
    ['comment_created', [1, 3]],
    ['\tcomment\n1000 ', [1, 3]],
    ['undefined', []],
    ['.*', []],
  ])('finds by each word of %j', (q, expected) => {
    expect(found({ q })).toEqual(expected);
  });

  test('goes by status and event, together with the words', () => {
    expect(found({ status: 'undated' })).toEqual([1]);
    expect(found({ status: 'day' })).toEqual([2]);
    expect(found({ status: 'expired' })).toEqual([3]);
    expect(found({ event: 'comment_created' })).toEqual([1, 3]);
    expect(found({ event: 'comment' })).toEqual([]);
    expect(found({ event: 'comment_created', status: 'expired', q: 'notes' })).toEqual([3]);
    expect(found({ event: 'comment_created', status: 'expired', q: 'alpha' })).toEqual([]);
  });

  test('divides the list by status: each webhook is found under one', () => {
    fc.assert(
      fc.property(anyList, (all) => {
        const byState = expiryStates.flatMap((status) =>
          filterWebhooks(all, { q: '', status, event: undefined }, now),
        );
        expect(new Set(byState)).toEqual(new Set(all));
        expect(byState).toHaveLength(all.length);
        for (const one of byState) {
          expect(expiryStates).toContain(expiryState(one.expirationDate, now));
        }
      }),
    );
  });
});

describe('sorting', () => {
  const anyOrder = fc.record({ sort: fc.constantFrom(...sortKeys), descending: fc.boolean() });

  test('is one and the same order, wherever it began', () => {
    const shuffled = anyList.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyOrder, ([all, again], order) => {
        const before = all.map(({ id }) => id);
        const sorted = sortWebhooks(all, order);
        expect(sortWebhooks(again, order)).toEqual(sorted);
        expect(sortWebhooks(sorted, order)).toEqual(sorted);
        expect(new Set(sorted)).toEqual(new Set(all));
        expect(all.map(({ id }) => id)).toEqual(before);
      }),
    );
  });

  test('keeps its order when webhooks leave the list', () => {
    const lists = anyList.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all)));
    fc.assert(
      fc.property(lists, anyOrder, ([all, some], order) => {
        const left = sortWebhooks(all, order).filter((one) => some.includes(one));
        expect(sortWebhooks(some, order)).toEqual(left);
      }),
    );
  });

  test('by expiry puts the undated last, and equal ones by their ids either way', () => {
    const list = [
      listed(5),
      listed(4, { expirationDate: now }),
      listed(3, { expirationDate: now }),
      listed(2),
      listed(1, { expirationDate: now + 1 }),
    ];
    const order = (descending: boolean) =>
      sortWebhooks(list, { sort: 'expiry', descending }).map(({ id }) => Number(id));
    expect(order(false)).toEqual([3, 4, 1, 2, 5]);
    expect(order(true)).toEqual([2, 5, 1, 3, 4]);
  });

  test('by failures goes by how many each has, none where nobody said', () => {
    const list = [listed(1), listed(2), listed(3), listed(4)];
    const failures = new Map([
      [webhookId.parse(3), { count: 7 }],
      [webhookId.parse(2), { count: 9 }],
    ]);
    const order = (descending: boolean, known?: typeof failures) =>
      sortWebhooks(list, { sort: 'failures', descending }, known).map(({ id }) => Number(id));
    expect(order(true, failures)).toEqual([2, 3, 1, 4]);
    expect(order(false, failures)).toEqual([1, 4, 3, 2]);
    expect(order(true)).toEqual([1, 2, 3, 4]);
  });

  test('goes by what each column shows', () => {
    const list = [
      listed(1, { events: ['b'], jqlFilter: 'Project = B', url: 'https://a.example' }),
      listed(2, { events: ['a', 'z'], jqlFilter: 'project = A', url: 'https://b.example' }),
      listed(3, { events: ['a'], jqlFilter: '' }),
    ];
    const order = (sort: (typeof sortKeys)[number]) =>
      sortWebhooks(list, { sort, descending: false }).map(({ id }) => Number(id));
    expect(order('id')).toEqual([1, 2, 3]);
    expect(order('events')).toEqual([3, 2, 1]);
    expect(order('filter')).toEqual([3, 2, 1]);
    expect(order('url')).toEqual([3, 1, 2]);
  });
});

test('events are counted once a webhook, the commonest first', () => {
  expect(
    eventCounts([
      listed(1, { events: ['c', 'a', 'a'] }),
      listed(2, { events: ['c', 'b'] }),
      listed(3, { events: [] }),
    ]),
  ).toEqual([
    ['c', 2],
    ['a', 1],
    ['b', 1],
  ]);
  expect(eventCounts([])).toEqual([]);
});
