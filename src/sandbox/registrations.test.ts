import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { formatJiraDate } from '../jira/dates.ts';
import { registrationResponse } from '../jira/wire.ts';
import { control, createCaller, type Caller } from './caller.ts';
import { day, type Clock } from './clock.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { memoryStorage } from './storage.ts';
import { establishedTexts, unverifiedTexts } from './texts.ts';

const start = Date.UTC(2026, 2, 2, 8, 30, 12, 345);
const clock: Clock = { now: () => start };
const url = 'https://your-app.example.com/webhook-received';

async function openEmpty(): Promise<{ sandbox: Sandbox; connect: Caller; oauth: Caller }> {
  const sandbox = await openSandbox({ storage: memoryStorage(), clock });
  await control(sandbox, 'POST', '/reset', { scenario: 'empty' });
  return {
    sandbox,
    connect: createCaller(sandbox, 'connect', clock),
    oauth: createCaller(sandbox, 'oauth', clock),
  };
}

const created = { createdWebhookId: expect.any(Number) };
const issueCreated = (jqlFilter: string) => ({ events: ['jira:issue_created'], jqlFilter });
const some = (count: number) => Array.from({ length: count }, () => issueCreated('project = A'));

const page = z.object({
  total: z.number(),
  values: z.array(z.looseObject({ id: z.number(), expirationDate: z.string() })),
});

const register = (caller: Caller, webhooks: unknown, at = url) =>
  caller({ method: 'POST', body: { url: at, webhooks } });
const results = async (caller: Caller, webhooks: unknown, at = url) => {
  const { status, body } = await register(caller, webhooks, at);
  expect(status).toBe(200);
  return registrationResponse.parse(body).webhookRegistrationResult;
};
const listed = async (caller: Caller) => {
  const { body } = await caller();
  return page.parse(body);
};

/** The sample request of Jira's own documentation. */
const sample = [
  {
    events: ['jira:issue_created', 'jira:issue_updated'],
    fieldIdsFilter: ['summary', 'customfield_10029'],
    jqlFilter: 'project = PROJ',
  },
  { events: ['jira:issue_deleted'], jqlFilter: 'project IN (PROJ, EXP) AND status = done' },
  {
    events: ['issue_property_set'],
    issuePropertyKeysFilter: ['my-issue-property-key'],
    jqlFilter: 'project = PROJ',
  },
];

describe('registering', () => {
  test("takes the documentation's own sample and lists it as registered", async () => {
    const { connect } = await openEmpty();
    expect(await results(connect, sample)).toEqual([created, created, created]);
    const expirationDate = formatJiraDate(start + 30 * day);
    expect((await listed(connect)).values).toEqual(
      sample.map((details, index) => ({ ...details, id: index + 1, url, expirationDate })),
    );
  });

  test("refuses one item in the documentation's own words, in its place, inside a 200", async () => {
    const { connect } = await openEmpty();
    const [first, second, third] = sample;
    const webhooks = [first, issueCreated('watchCount > 5'), second, third];
    expect(await results(connect, webhooks)).toEqual([
      created,
      { errors: ['The clause watchCount is unsupported'] },
      created,
      created,
    ]);
    expect((await listed(connect)).total).toBe(3);
  });

  test.each([
    ['project is not EMPTY', 'Operator is not is unsupported'],
    ['', 'Empty JQL search not supported'],
    ['watchCount = 1 AND votes = 2', 'The clause watchCount is unsupported'],
  ])('refuses the filter %j as real sites do', async (jqlFilter, message) => {
    const { oauth } = await openEmpty();
    expect(await results(oauth, [issueCreated(jqlFilter)])).toEqual([{ errors: [message] }]);
  });

  test.each(['(project = A)', 'priority = High', 'project = A ORDER BY key', 'NOT project = A'])(
    'takes %j, of which nobody has established that it is refused',
    async (jqlFilter) => {
      const { connect } = await openEmpty();
      expect(await results(connect, [issueCreated(jqlFilter)])).toEqual([created]);
    },
  );

  test('takes an empty filter where every event is one without an issue', async () => {
    const { connect } = await openEmpty();
    const webhooks = [
      { events: ['sprint_started', 'jira:version_released'], jqlFilter: '' },
      { events: ['sprint_started', 'jira:issue_created'], jqlFilter: '' },
    ];
    expect(await results(connect, webhooks)).toEqual([
      created,
      { errors: ['Empty JQL search not supported'] },
    ]);
  });

  test.each(['worklog_created', 'jira:issue_moved', 'toString', ''])(
    'refuses the event %j',
    async (event) => {
      const { connect } = await openEmpty();
      const webhooks = [{ events: ['jira:issue_created', event], jqlFilter: 'project = A' }];
      expect(await results(connect, webhooks)).toEqual([
        { errors: [unverifiedTexts.unknownEvent(event)] },
      ]);
    },
  );

  test('refuses an item without events', async () => {
    const { connect } = await openEmpty();
    expect(await results(connect, [{ events: [], jqlFilter: 'project = A' }])).toEqual([
      { errors: [unverifiedTexts.noEvents] },
    ]);
  });

  test('never gives an id twice', async () => {
    const { connect } = await openEmpty();
    await register(connect, some(2));
    await connect({ method: 'DELETE', body: { webhookIds: [1, 2] } });
    expect(await results(connect, some(1))).toEqual([{ createdWebhookId: 3 }]);
  });

  test('keeps the two callers apart: ids, lists and effects', async () => {
    const { connect, oauth } = await openEmpty();
    await register(connect, some(2));
    expect(await results(oauth, some(1))).toEqual([{ createdWebhookId: 1 }]);
    await oauth({ method: 'DELETE', body: { webhookIds: [1, 2] } });
    expect((await listed(connect)).total).toBe(2);
    expect((await listed(oauth)).total).toBe(0);
  });
});

describe('limits', () => {
  test('takes 100 webhooks of a Connect app and refuses the rest one by one', async () => {
    const { connect } = await openEmpty();
    await register(connect, some(98));
    const refused = { errors: [unverifiedTexts.connectLimit(100)] };
    expect(await results(connect, some(4))).toEqual([created, created, refused, refused]);
    expect((await listed(connect)).total).toBe(100);
  });

  test('takes 5 webhooks of an OAuth user; a refused item takes no place', async () => {
    const { oauth } = await openEmpty();
    const webhooks = [...some(4), issueCreated('votes = 1'), ...some(2)];
    expect(await results(oauth, webhooks)).toEqual([
      ...Array.from({ length: 4 }, () => created),
      { errors: ['The clause votes is unsupported'] },
      created,
      { errors: ['A maximum of 5 webhooks is allowed per app per user.'] },
    ]);
  });

  test('R12: a hundred registrations at once, with 98 used, end at exactly 100', async () => {
    const { connect } = await openEmpty();
    await register(connect, some(98));
    const answers = await Promise.all(Array.from({ length: 100 }, () => results(connect, some(1))));
    expect(
      answers.filter(([result]) => Object.hasOwn(Object(result), 'createdWebhookId')),
    ).toHaveLength(2);
    const { total, values } = await listed(connect);
    expect(total).toBe(100);
    expect(new Set(values.map(({ id }) => id)).size).toBe(100);
  });
});

describe('the URL', () => {
  test('is one per OAuth user, and the refusal says which', async () => {
    const { oauth } = await openEmpty();
    await register(oauth, some(1));
    const other = 'https://elsewhere.example.com/';
    const refused = {
      errors: [
        `Only a single URL per user is allowed to be registered via REST API. The currently used URL: ${url}`,
      ],
    };
    expect(refused.errors[0]).toBe(establishedTexts.singleUrl(url));
    expect(await results(oauth, some(2), other)).toEqual([refused, refused]);
    await oauth({ method: 'DELETE', body: { webhookIds: [1] } });
    expect(await results(oauth, some(1), other)).toEqual([created]);
  });

  test.each([
    ['http://your-app.example.com/', unverifiedTexts.urlNotHttps('http://your-app.example.com/')],
    ['webhook-received', unverifiedTexts.invalidUrl('webhook-received')],
    ['', unverifiedTexts.invalidUrl('')],
  ])('%j is refused per item', async (at, message) => {
    const { connect, oauth } = await openEmpty();
    for (const caller of [connect, oauth]) {
      expect(await results(caller, some(1), at)).toEqual([{ errors: [message] }]);
    }
  });

  test("must be below the Connect app's base URL, once it has one", async () => {
    const { sandbox, connect, oauth } = await openEmpty();
    const baseUrl = 'https://app.example.com/jira';
    await control(sandbox, 'PUT', '/app', { baseUrl });
    const refused = { errors: [unverifiedTexts.urlNotBelowBase(baseUrl)] };
    expect(await results(connect, some(1), `${baseUrl}/hooks?x=1`)).toEqual([created]);
    expect(await results(connect, some(1), baseUrl)).toEqual([created]);
    expect(await results(connect, some(1), `${baseUrl}-other/hooks`)).toEqual([refused]);
    expect(await results(connect, some(1), 'https://app.example.com:8443/jira')).toEqual([refused]);
    expect(await results(oauth, some(1), url)).toEqual([created]);
  });
});

describe('refreshing and deleting', () => {
  test('give one date for all, and ignore ids that the caller does not have', async () => {
    const { sandbox, connect } = await openEmpty();
    await register(connect, some(3));
    await control(sandbox, 'POST', '/clock', { advance: '10d' });
    const refreshed = await connect({
      method: 'PUT',
      path: '/refresh',
      body: { webhookIds: [1, 3, 77] },
    });
    const renewed = formatJiraDate(start + 40 * day);
    expect(refreshed).toMatchObject({ status: 200, body: { expirationDate: renewed } });
    expect((await listed(connect)).values.map(({ expirationDate }) => expirationDate)).toEqual([
      renewed,
      formatJiraDate(start + 30 * day),
      renewed,
    ]);
    const deleted = await connect({ method: 'DELETE', body: { webhookIds: [77, 1] } });
    expect(deleted).toMatchObject({ status: 202, body: undefined });
    expect((await listed(connect)).values.map(({ id }) => id)).toEqual([2, 3]);
  });

  test('succeed for ids of which none is known, and for none', async () => {
    const { connect } = await openEmpty();
    for (const webhookIds of [[4711], []]) {
      const body = { webhookIds };
      expect(await connect({ method: 'DELETE', body })).toMatchObject({ status: 202 });
      expect(await connect({ method: 'PUT', path: '/refresh', body })).toMatchObject({
        status: 200,
      });
    }
  });

  test('take 10,000 ids', async () => {
    const { connect } = await openEmpty();
    await register(connect, some(3));
    const body = { webhookIds: Array.from({ length: 10_000 }, (_, index) => index) };
    expect(await connect({ method: 'PUT', path: '/refresh', body })).toMatchObject({ status: 200 });
    expect(await connect({ method: 'DELETE', body })).toMatchObject({ status: 202 });
    expect((await listed(connect)).total).toBe(0);
  });
});

describe('expiry', () => {
  test('an expired webhook stays listed for 90 days, counts, and can be revived', async () => {
    const { sandbox, oauth } = await openEmpty();
    await register(oauth, some(5));
    await control(sandbox, 'POST', '/clock', { advance: '119d' });
    expect((await listed(oauth)).total).toBe(5);
    expect(await results(oauth, some(1))).toEqual([{ errors: [establishedTexts.oauthLimit(5)] }]);
    await oauth({ method: 'PUT', path: '/refresh', body: { webhookIds: [2] } });
    await control(sandbox, 'POST', '/clock', { advance: '1d' });
    const { values } = await listed(oauth);
    expect(values).toMatchObject([{ id: 2, expirationDate: formatJiraDate(start + 149 * day) }]);
    expect(await results(oauth, some(4))).toEqual([created, created, created, created]);
  });

  test('a webhook that is gone cannot be revived', async () => {
    const { sandbox, connect } = await openEmpty();
    await register(connect, some(1));
    await control(sandbox, 'POST', '/clock', { advance: '120d' });
    await connect({ method: 'PUT', path: '/refresh', body: { webhookIds: [1] } });
    expect((await listed(connect)).total).toBe(0);
  });
});

describe('requests that are refused as a whole', () => {
  const good = { url, webhooks: some(1) };
  const [webhook] = some(1);
  test.each([
    ['malformed JSON', '{"url": "https', 'body'],
    ['nothing', '', 'body'],
    ['null', null, 'body'],
    ['a list', [], 'body'],
    ['deep nesting', '['.repeat(100_000), 'body'],
    ['no url', { webhooks: some(1) }, 'url'],
    ['a number as url', { ...good, url: 7 }, 'url'],
    ['no webhooks', { url }, 'webhooks'],
    ['webhooks as an object', { url, webhooks: {} }, 'webhooks'],
    ['an item that is no object', { url, webhooks: [webhook, 'x'] }, 'webhooks[1]'],
    ['events as a string', { url, webhooks: [{ ...webhook, events: 'x' }] }, 'webhooks[0].events'],
    ['no jqlFilter', { url, webhooks: [{ events: [] }] }, 'webhooks[0].jqlFilter'],
    [
      'fieldIdsFilter as a string',
      { url, webhooks: [{ ...webhook, fieldIdsFilter: 'summary' }] },
      'webhooks[0].fieldIdsFilter',
    ],
    [
      'issuePropertyKeysFilter with a number',
      { url, webhooks: [{ ...webhook, issuePropertyKeysFilter: ['a', 1] }] },
      'webhooks[0].issuePropertyKeysFilter[1]',
    ],
    ['what the schema does not know', { ...good, name: 'x' }, 'body'],
  ])('registering with %s', async (_, body, place) => {
    const { connect } = await openEmpty();
    const answer = await connect({ method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      errorMessages: [unverifiedTexts.invalidPayload],
      errors: { [place]: expect.any(String) },
    });
    expect((await listed(connect)).total).toBe(0);
  });

  test('S7: a polluting body changes no prototype', async () => {
    const { connect } = await openEmpty();
    const body = `{"url":"${url}","webhooks":[],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    expect((await connect({ method: 'POST', body })).status).toBe(400);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('registering no webhook at all', async () => {
    const { connect } = await openEmpty();
    expect(await register(connect, [])).toMatchObject({
      status: 400,
      body: { errorMessages: [unverifiedTexts.noWebhooks] },
    });
  });

  test.each([
    ['missing', '{}', 'webhookIds'],
    ['null', '{"webhookIds":null}', 'webhookIds'],
    ['a single number', '{"webhookIds":1}', 'webhookIds'],
    ['a string', '{"webhookIds":[1,"2"]}', 'webhookIds[1]'],
    ['a float', '{"webhookIds":[1.5]}', 'webhookIds[0]'],
    ['10^20', '{"webhookIds":[100000000000000000000]}', 'webhookIds[0]'],
    ['10^400', '{"webhookIds":[1e400]}', 'webhookIds[0]'],
    ['negative', '{"webhookIds":[1,2,-3]}', 'webhookIds[2]'],
    ['null among them', '{"webhookIds":[null]}', 'webhookIds[0]'],
  ])('ids that are %s, named by their place', async (_, body, place) => {
    const { connect } = await openEmpty();
    await register(connect, some(3));
    const calls = [
      { method: 'DELETE', body },
      { method: 'PUT', path: '/refresh', body },
    ];
    for (const call of calls) {
      const answer = await connect(call);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ errors: { [place]: expect.any(String) } });
    }
    expect((await listed(connect)).total).toBe(3);
  });

  test('10,000 wrong ids, told as a few and a count', async () => {
    const { connect } = await openEmpty();
    const webhookIds = Array.from({ length: 10_000 }, String);
    const { status, body } = await connect({ method: 'DELETE', body: { webhookIds } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: { '…': '9990 more of the kind' } });
  });

  test('a body past 10 MB: 413', async () => {
    const { connect } = await openEmpty();
    const body = JSON.stringify({ url: 'x'.repeat(10 * 1024 * 1024), webhooks: [] });
    expect((await connect({ method: 'POST', body })).status).toBe(413);
  });
});
