import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportFile, readFile, type RegistrationEntry } from './file.ts';
import { isNothingToDo, plan } from './plan.ts';
import { listed, listedWebhooks } from './samples.ts';

const entry: RegistrationEntry = {
  url: 'https://a.example/hook',
  events: ['comment_created'],
  jqlFilter: 'project = A',
};
const fileOf = (...registrations: RegistrationEntry[]) => ({ version: 1 as const, registrations });
const planOf = (
  entries: RegistrationEntry[],
  webhooks: Parameters<typeof plan>[1],
  now?: number,
) => {
  const { entries: planned, extra } = plan(fileOf(...entries), webhooks, now);
  const inShort = planned.map((one) => [one.kind, 'webhook' in one ? one.webhook.id : undefined]);
  return [...inShort, ...extra.map(({ id }) => ['extra', id])];
};

describe('a plan', () => {
  test('adds what is missing, and names what only Jira has', () => {
    expect(planOf([entry], [])).toEqual([['add', undefined]]);
    expect(planOf([], [listed(1)])).toEqual([['extra', 1]]);
    const elsewhere = listed(1, { url: 'https://a.example/hook/' });
    expect(planOf([entry], [elsewhere])).toEqual([
      ['add', undefined],
      ['extra', 1],
    ]);
  });

  test('finds what is there, whatever its order and blanks', () => {
    const wanted = { ...entry, events: ['b', 'a'], fieldIdsFilter: ['x', 'y'] };
    const webhook = listed(1, {
      events: ['a', 'b', 'a'],
      jqlFilter: ' project = A ',
      fieldIdsFilter: ['y', 'x'],
      issuePropertyKeysFilter: [],
    });
    expect(planOf([wanted], [webhook])).toEqual([['present', 1]]);
  });

  test('does not take different JQL for equal: what it means only Jira knows', () => {
    expect(planOf([entry], [listed(1, { jqlFilter: 'project=A' })])).toEqual([['differs', 1]]);
  });

  test('wants two webhooks for two equal entries', () => {
    expect(planOf([entry, entry], [listed(1)])).toEqual([
      ['present', 1],
      ['add', undefined],
    ]);
    expect(planOf([entry, entry], [listed(1), listed(2)])).toEqual([
      ['present', 1],
      ['present', 2],
    ]);
    expect(planOf([entry], [listed(1), listed(2)])).toEqual([
      ['present', 1],
      ['extra', 2],
    ]);
  });

  test('marks what is there but expired, and of two takes the one that lives longer', () => {
    const [expired, alive] = [
      listed(1, { expirationDate: 999 }),
      listed(2, { expirationDate: 1001 }),
    ];
    const { entries } = plan(fileOf(entry), [expired], 1000);
    expect(entries).toMatchObject([{ kind: 'present', expired: true }]);
    expect(planOf([entry], [expired, alive], 1000)).toEqual([
      ['present', 2],
      ['extra', 1],
    ]);
    expect(plan(fileOf(entry), [alive], 1000).entries[0]).not.toHaveProperty('expired');
    expect(plan(fileOf(entry), [listed(1)], 1000).entries[0]).not.toHaveProperty('expired');
  });

  test('takes a webhook whose URL Jira does not tell for the entry it equals in all else', () => {
    const { url: _url, ...old } = listed(1);
    expect(planOf([entry], [old])).toEqual([['present', 1]]);
    expect(planOf([entry], [old, listed(2)])).toEqual([
      ['present', 2],
      ['extra', 1],
    ]);
    const other = { ...entry, jqlFilter: 'project = B' };
    expect(planOf([other], [old])).toEqual([
      ['add', undefined],
      ['extra', 1],
    ]);
  });

  test.each<[what: string, more: Parameters<typeof listed>[1], differences: string[]]>([
    [
      'the JQL',
      { jqlFilter: 'project = B' },
      ['JQL filter: project = A in the file, project = B in Jira.'],
    ],
    ['no JQL', { jqlFilter: ' ' }, ['JQL filter: project = A in the file, none in Jira.']],
    [
      'the events',
      { events: ['comment_created', 'comment_deleted', 'jira:issue_created'] },
      ['Events: jira:issue_created, comment_deleted only in Jira.'],
    ],
    [
      'other events',
      { events: ['comment_deleted'] },
      ['Events: comment_created only in the file; comment_deleted only in Jira.'],
    ],
    [
      'a filter that only Jira has',
      { fieldIdsFilter: ['status'], issuePropertyKeysFilter: ['b', 'a'] },
      [
        'Field ids: all fields in the file, status in Jira.',
        'Property keys: all properties in the file, a, b in Jira.',
      ],
    ],
  ])('says where %s differ', (_, more, differences) => {
    const { entries } = plan(fileOf(entry), [listed(1, more)]);
    expect(entries).toMatchObject([{ kind: 'differs', webhook: { id: 1 }, differences }]);
  });

  test('says nothing of a likeness that is none', () => {
    const other = listed(1, { jqlFilter: 'project = B', events: ['comment_deleted'] });
    expect(planOf([entry], [other])).toEqual([
      ['add', undefined],
      ['extra', 1],
    ]);
  });

  test('pairs those that are most alike, the same every time', () => {
    const second = { ...entry, events: ['comment_created', 'comment_updated'] };
    const webhooks = [
      listed(1, { events: ['comment_updated', 'comment_created', 'comment_deleted'] }),
      listed(2, { events: ['comment_deleted'] }),
      listed(3, { events: ['comment_created', 'jira:issue_created', 'jira:issue_deleted'] }),
    ];
    const expected = [
      ['differs', 3],
      ['differs', 1],
      ['extra', 2],
    ];
    expect(planOf([entry, second], webhooks)).toEqual(expected);
    expect(planOf([entry, second], webhooks.toReversed())).toEqual(expected);
    const alike = [listed(8, { jqlFilter: 'x' }), listed(7, { jqlFilter: 'y' })];
    expect(planOf([entry], alike)).toEqual([
      ['differs', 7],
      ['extra', 8],
    ]);
  });

  test('of what was just exported is nothing to do', () => {
    fc.assert(
      fc.property(listedWebhooks, fc.nat(), (webhooks, seed) => {
        const shuffled = webhooks.toSorted(
          (one, other) => ((one.id * seed) % 7) - ((other.id * seed) % 7),
        );
        const made = plan(readFile(exportFile(webhooks)), shuffled);
        expect(isNothingToDo(made)).toBe(true);
        expect(made.entries).toHaveLength(webhooks.length);
      }),
    );
  });

  test('has each entry and each webhook once, and the same of any order in Jira', () => {
    fc.assert(
      fc.property(listedWebhooks, listedWebhooks, (wanted, webhooks) => {
        const file = readFile(exportFile(wanted));
        const { entries, extra } = plan(file, webhooks, 1000);
        expect(entries.map(({ entry }) => entry)).toEqual(file.registrations);
        const used = [...entries.flatMap((one) => ('webhook' in one ? one.webhook : [])), ...extra];
        expect(used.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
          webhooks.map(({ id }) => id),
        );
        const reversed = plan(file, webhooks.toReversed(), 1000);
        expect(reversed.entries).toEqual(entries);
        for (const one of entries) {
          if (one.kind === 'differs') expect(one.differences).not.toEqual([]);
        }
      }),
    );
  });
});
