import '../../../e2e/property-seed.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSample, samples } from '../../payloads/samples.ts';
import { maskPersonalData } from './mask.ts';

const mask = (value: unknown): unknown => JSON.parse(maskPersonalData(JSON.stringify(value)));
const id = '712020:a81c24d7-50fe-4b0d-8f3c-6642b9e7d015';
const oldId = '5fd0a7b3c42e190107e8a64c';

describe('users', () => {
  test('wherever they stand, each with one stand-in', () => {
    const nadia = {
      accountId: id,
      displayName: 'Nadia Okonjo',
      emailAddress: 'nadia@acme.example',
    };
    const rafi = { displayName: 'Rafi', timeZone: 'Europe/Lisbon', locale: 'pt_PT', active: true };
    const nadiaMasked = {
      accountId: 'masked-account-1',
      displayName: 'Person 1',
      emailAddress: 'person-1@masked.example',
    };
    expect(
      mask({
        user: nadia,
        fields: { assignee: nadia, customfield_1: [rafi, { displayName: 'Nadia Okonjo' }] },
        lead: { accountId: oldId },
      }),
    ).toEqual({
      user: nadiaMasked,
      fields: {
        assignee: nadiaMasked,
        customfield_1: [
          { displayName: 'Person 2', timeZone: 'masked', locale: 'masked', active: true },
          { displayName: 'Person 1' },
        ],
      },
      lead: { accountId: 'masked-account-3' },
    });
  });

  test('two with one name stay two', () => {
    expect(
      mask([
        { accountId: 'a', displayName: 'Kim Lee' },
        { accountId: 'b', displayName: 'Kim Lee' },
        { displayName: 'Kim Lee' },
      ]),
    ).toEqual([
      { accountId: 'masked-account-1', displayName: 'Person 1' },
      { accountId: 'masked-account-2', displayName: 'Person 2' },
      { displayName: 'Person 1' },
    ]);
  });

  test('by name and key as servers have them, with an avatar and an address of their own', () => {
    expect(
      mask({
        updateAuthor: {
          self: 'https://jira.acme.example/rest/api/2/user?username=jdoe',
          name: 'jdoe',
          key: 'JIRAUSER10100',
          displayName: 'Jane Doe',
          avatarUrls: { '48x48': 'https://jira.acme.example/a/b.png' },
          phone: '+44 20 7946 0000',
        },
        project: { key: 'PAY', name: 'Payments', avatarUrls: { '48x48': 'https://x.example/p' } },
      }),
    ).toEqual({
      updateAuthor: {
        self: 'https://jira.acme.example/rest/api/2/user?username=masked-user-1',
        name: 'Person 1',
        key: 'masked-user-1',
        displayName: 'Person 1',
        avatarUrls: { '48x48': 'https://masked.example/avatar' },
        phone: 'masked',
      },
      project: { key: 'PAY', name: 'Payments', avatarUrls: { '48x48': 'https://x.example/p' } },
    });
  });

  test.each(['creator', 'Request participants', 'projectLead', 'created_by', 'OWNER'])(
    'by the name of the member: %s',
    (member) => {
      expect(mask({ [member]: { name: 'Jane' } })).toEqual({ [member]: { name: 'Person 1' } });
      expect(mask({ [member]: 'Jane' })).toEqual({ [member]: 'Person 1' });
      expect(mask({ [member]: ['Jane', null, 7, ''] })).toEqual({
        [member]: ['Person 1', null, 7, ''],
      });
    },
  );

  test.each(['factor', 'issueUserCount', 'respondBy', 'statuses', 'thumbnail', '', 'filename'])(
    'not by %j',
    (member) => {
      const body = { [member]: { name: 'Jane' }, b: { [member]: 'Jane' } };
      expect(mask(body)).toEqual(body);
    },
  );
});

describe('changes', () => {
  const item = (field: string, from: string | null, fromString: string | null) => ({
    field,
    fieldtype: 'jira',
    fieldId: field,
    from,
    fromString,
    to: '3',
    toString: 'Closed',
  });

  test('of a field that holds a user are masked, of others not', () => {
    const status = { ...item('status', '10', 'To Do'), toString: 'Done' };
    expect(mask({ items: [status, item('assignee', id, 'Nadia Okonjo')] })).toEqual({
      items: [
        status,
        {
          ...item('assignee', 'masked-account-1', 'Person 1'),
          to: 'masked-account-2',
          toString: 'Person 2',
        },
      ],
    });
  });

  test('of a field of the site’s own that holds an account id', () => {
    expect(mask(item('Deputy', `[${id}]`, 'Nadia'))).toMatchObject({
      from: 'masked-account-1',
      fromString: 'Person 1',
    });
  });
});

describe('texts', () => {
  test.each([
    ['mail to nadia.o+jira@acme.example, now', 'mail to person-1@masked.example, now'],
    ["<o'brien@acme.example>", '<person-1@masked.example>'],
    ['?to=a%40b.example&x', '?to=person-1@masked.example&x'],
    ['Jürgen@müller.example.', 'person-1@masked.example.'],
    ['package@1.2.3 @someone a @ b', 'package@1.2.3 @someone a @ b'],
    [`[~accountid:${id}] [~jdoe]`, '[~accountid:masked-account-1] [~masked-user-2]'],
    [`see ${oldId}: ${oldId}`, 'see masked-account-1: masked-account-1'],
    [`/user?accountId=${id.replace(':', '%3A')}`, '/user?accountId=masked-account-1'],
    ['https://x.example/people/abc/work', 'https://x.example/people/masked-account-1/work'],
    ['"displayName": "Jane', '"displayName": "Person 1'],
    [
      '{"error": "no user {\'displayName\': \'J Doe\'}", ',
      '{"error": "no user {\'displayName\': \'Person 1\'}", ',
    ],
    ['123456789012345678901234', '123456789012345678901234'],
    ['https://secure.gravatar.com/avatar/1?d=2 x', 'https://masked.example/avatar x'],
  ])('%s', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
    if (text.startsWith('{') || text.startsWith('"')) return;
    expect(mask([text])).toEqual([masked]);
  });

  test('a mention in a document of Atlassian’s', () => {
    const attrs = { id: 'abc', text: '@Nadia Okonjo', accessLevel: '' };
    expect(mask({ attrs, type: 'mention' })).toEqual({
      attrs: { id: 'masked-account-1', text: '@Person 1', accessLevel: '' },
      type: 'mention',
    });
    const emoji = { type: 'emoji', attrs: { id: '1f600', text: ':grin:' } };
    expect(mask(emoji)).toEqual(emoji);
  });

  test('escapes are understood, and what stands around them stays as written', () => {
    expect(
      maskPersonalData(
        String.raw`{"display\u004eame":"\u004eadia Okonjo","\u0061":"\nNadia \u004fkonjo\u0021 n\u0040a.example"}`,
      ),
    ).toBe(
      String.raw`{"display\u004eame":"Person 1","\u0061":"\nPerson 1\u0021 person-2@masked.example"}`,
    );
  });

  test('a name of the body’s users is found in other texts; a name of one word is not', () => {
    const users = [{ displayName: 'Nadia Okonjo' }, { displayName: 'Jira' }];
    expect(mask([...users, 'Nadia Okonjo (Jira) and Nadia Okonjos'])).toEqual([
      { displayName: 'Person 1' },
      { displayName: 'Person 2' },
      'Person 1 (Jira) and Nadia Okonjos',
    ]);
  });

  test('JSON inside a text of JSON, twice', () => {
    const inside = JSON.stringify({ user: { name: 'Jane Doe', key: 'jdoe' } });
    const masked = JSON.stringify({ user: { name: 'Person 1', key: 'masked-user-1' } });
    expect(mask({ value: JSON.stringify({ value: inside }) })).toEqual({
      value: JSON.stringify({ value: masked }),
    });
  });

  test('a name that looks like JSON cannot break the JSON around it', () => {
    const body = { user: { displayName: 'null, 1' }, list: [null, 1] };
    expect(mask(body)).toMatchObject({ list: [null, 1] });
  });
});

describe('what is not JSON', () => {
  test.each([
    ['{"user":{"name":"Jane Doe","key":"jdoe"', '{"user":{"name":"Person 1","key":"masked-user-1"'],
    ['{"a":"cut\n"displayName":"Jane Doe"}', '{"a":"cut\n"displayName":"Person 1"}'],
    [
      '{"a":"he said "hi","displayName":"Jane Doe"}',
      '{"a":"he said "hi","displayName":"Person 1"}',
    ],
    ['\uFEFF{"displayName":"Jane Doe"}', '\uFEFF{"displayName":"Person 1"}'],
    ['<a href="mailto:j@doe.example">', '<a href="mailto:person-1@masked.example">'],
    [String.raw`C:\nadia@acme`, String.raw`C:\person-1@masked.example`],
  ])('%s', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
  });
});

describe('every sample', () => {
  test.each(Object.keys(samples))('of %s shows nobody, and all else', async (event) => {
    const text = await loadSample(event);
    const masked = maskPersonalData(text);
    expect(maskPersonalData(masked)).toBe(masked);
    for (const [, value = ''] of text.matchAll(
      /"(?:displayName|accountId|emailAddress|timeZone)": "([^"]+)"/g,
    )) {
      expect(masked).not.toContain(value);
      expect(masked).not.toContain(encodeURIComponent(value));
    }
    expect(masked).not.toContain('avatars.example.com');
    const rest = (body: string) => body.split('\n').filter((line) => !/: "/.test(line));
    expect(rest(masked)).toEqual(rest(text));
    expect(masked).toContain(`"webhookEvent": "${event}"`);
  });
});

describe('for any body', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'é', 'ß', '漢'),
    minLength: 2,
    maxLength: 8,
  });
  const person = fc.record({
    account: fc.uuid().map((uuid) => `712020:${uuid}`),
    name: fc.tuple(word, word).map(([first, last]) => `Ω${first} Ω${last}`),
    mail: fc.tuple(word, word).map(([local, domain]) => `Ω${local}@Ω${domain}.example`),
  });
  type Person = { account: string; name: string; mail: string };

  /** Places of a body where people stand. */
  const places: readonly ((person: Person) => unknown)[] = [
    ({ account, name }) => ({ displayName: name, accountId: account }),
    ({ account, name, mail }) => ({ emailAddress: mail, displayName: name, accountId: account }),
    ({ account }) => ({ text: `[~accountid:${account}] knows` }),
    ({ mail }) => [`\n"${mail}" <${mail}>, and more \\`],
    ({ account, name }) => ({ type: 'mention', attrs: { id: account, text: `@${name}` } }),
    ({ account, name }) => ({
      field: 'assignee',
      from: account,
      fromString: name,
      to: null,
      toString: null,
    }),
    ({ account }) => ({ self: `https://a.example/rest/api/2/user?accountId=${account}` }),
  ];
  const other = fc.jsonValue({
    maxDepth: 3,
    stringUnit: fc.constantFrom(...Array.from('xyz \n"\\{}[],:\u2028é')),
  });
  const shape = fc.array(
    fc.record({ place: fc.nat(places.length - 1), who: fc.nat(2), other, deep: fc.nat(30) }),
    { minLength: 1, maxLength: 8 },
  );
  const written = fc.constantFrom<(text: string) => string>(
    (text) => text,
    // As programs write it that keep to ASCII.
    (text) =>
      text.replaceAll(
        /[^\0-\x7f]|@/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
  );

  test('the planted people are gone, and the rest is as it was', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(person, { minLength: 3, maxLength: 3, selector: ({ mail }) => mail }),
        shape,
        written,
        (people, parts, write) => {
          const order = [...new Set(parts.map(({ who }) => who))];
          const bodyOf = (personOf: (who: number, place: number) => Person) =>
            write(
              JSON.stringify(
                // Everybody is told of at the start, by all that tells of one.
                [...order.map((who) => ({ place: 1, who, other: null, deep: 0 })), ...parts].map(
                  ({ place, who, other, deep }) => {
                    let value: unknown = [other, places[place]?.(personOf(who, place)), other];
                    for (let level = 0; level < deep; level++) value = { [`x${level}`]: value };
                    return value;
                  },
                ),
                null,
                1,
              ),
            );
          const standIn = (who: number): Person => {
            const nth = order.indexOf(who) + 1;
            return {
              account: `masked-account-${nth}`,
              name: `Person ${nth}`,
              mail: `person-${nth}@masked.example`,
            };
          };
          const masked = maskPersonalData(bodyOf((who) => people[who] ?? standIn(who)));
          // In what is masked an @ is an @, whatever it was before.
          expect(masked.replaceAll('@', String.raw`\u0040`)).toBe(
            bodyOf(standIn).replaceAll('@', String.raw`\u0040`),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  const marks = Array.from('{}[]",:\\\n \'@.-=x7');
  const pieces = fc.constantFrom(
    ...marks,
    '%40',
    '&#64;',
    'displayName',
    'emailAddress',
    'accountId',
    '"user":',
    '"from":',
    '"field":"assignee"',
    'Jane Doe',
    'a@b',
    id,
    oldId,
    '[~',
    '\\u0040',
    '?accountId=',
    '/people/',
    'https://',
    'gravatar.com',
    'Person 1',
    'masked',
    'person-2@masked.example',
    'masked-account-3',
    '\uDC80',
  );

  test('masking twice is masking once, and what is JSON stays JSON', () => {
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.jsonValue({ stringUnit: pieces }).map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const once = maskPersonalData(text);
        expect(maskPersonalData(once)).toBe(once);
        if (isJson(text)) expect(isJson(once)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['a million levels', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
  ['a million users inside each other', '{"user":'.repeat(1_000_000)],
  ['a text of 25 MB', `{"a":"${'x'.repeat(25_000_000)}"}`],
  ['a million signs', 'a%40'.repeat(250_000)],
])('R5: %s', (_, text) => {
  expect(maskPersonalData(text).length).toBeGreaterThan(1_000_000);
});
