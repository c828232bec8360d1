import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  failedPage,
  refreshResponse,
  registrationRequest,
  registrationResponse,
  webhook,
  webhookIdsRequest,
  webhookPage,
} from './wire.ts';

const moment = 1_559_392_950_000;
const listed = {
  id: 10000,
  url: 'https://your-app.example.com/webhook-received',
  events: ['jira:issue_updated'],
  jqlFilter: 'project = PRJ',
  fieldIdsFilter: ['summary'],
  expirationDate: '2019-06-01T12:42:30.000+0000',
};

describe('what Jira sends is read leniently', () => {
  test.each([
    ['as the string of every example', '2019-06-01T12:42:30.000+0000'],
    ['as the number of the schema', moment],
  ])('an expiry %s', (_, expirationDate) => {
    expect(webhook.parse({ ...listed, expirationDate }).expirationDate).toBe(moment);
    expect(refreshResponse.parse({ expirationDate })).toEqual({ expirationDate: moment });
  });

  test('a webhook without url, filters, JQL or expiry', () => {
    expect(webhook.parse({ id: 1, events: [] })).toEqual({ id: 1, events: [], jqlFilter: '' });
  });

  test('events and members that are not known yet', () => {
    expect(webhook.parse({ ...listed, events: ['new_event'], more: 1 }).events).toEqual([
      'new_event',
    ]);
    expect(webhookPage.parse({ values: [1], nextPage: 'x', self: 'y' })).toEqual({ values: [1] });
  });

  test.each([
    ['an id as text', { id: '10000' }],
    ['an id with a fraction', { id: 1.5 }],
    ['an id beyond exact numbers', { id: 1e20 }],
    ['a negative id', { id: -1 }],
    ['no events', { events: undefined }],
    ['an expiry that is no date', { expirationDate: 'tomorrow' }],
    ['an expiry beyond all dates', { expirationDate: 9e15 }],
    ['an expiry with a fraction', { expirationDate: 1.5 }],
    ['events that are no texts', { events: [1] }],
  ])('but not %s', (_, change) => {
    expect(webhook.safeParse({ ...listed, ...change }).success).toBe(false);
  });

  test('each result of a registration is an id or refusals', () => {
    const answer = {
      webhookRegistrationResult: [
        { createdWebhookId: 1000 },
        { errors: ['The clause watchCount is unsupported'] },
      ],
    };
    expect(registrationResponse.parse(answer)).toEqual(answer);
    expect(registrationResponse.safeParse({ webhookRegistrationResult: [{}] }).success).toBe(false);
  });

  test('failed deliveries with and without their body', () => {
    const page = {
      values: [
        {
          id: '1',
          body: '{"data":"webhook data"}',
          url: 'https://example.com',
          failureTime: moment,
        },
        { id: '2', url: 'https://example.com', failureTime: moment },
      ],
      maxResults: 100,
      next: `https://your-domain.atlassian.net/rest/api/3/webhook/failed?failedAfter=${moment}`,
    };
    expect(failedPage.parse(page)).toEqual(page);
    expect(failedPage.parse({ values: [] })).toEqual({ values: [] });
  });

  test('no JSON makes a schema throw', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
        for (const schema of [
          webhook,
          webhookPage,
          refreshResponse,
          registrationResponse,
          failedPage,
        ]) {
          expect(() => schema.safeParse(json)).not.toThrow();
        }
      }),
    );
  });
});

describe('what is sent is exact', () => {
  const details = { events: ['comment_created'], jqlFilter: 'project = A' };

  test('a request with its optional filters', () => {
    const request = {
      url: 'https://a.example',
      webhooks: [details, { ...details, fieldIdsFilter: [], issuePropertyKeysFilter: ['k'] }],
    };
    expect(registrationRequest.parse(request)).toEqual(request);
  });

  test.each([
    ['an unknown member', { url: 'https://a.example', webhooks: [], name: 'x' }],
    ['an unknown member of a webhook', { url: 'u', webhooks: [{ ...details, url: 'u' }] }],
    ['no url', { webhooks: [details] }],
    ['no JQL', { url: 'u', webhooks: [{ events: [] }] }],
    ['one webhook instead of a list', { url: 'u', webhooks: details }],
  ])('not %s', (_, request) => {
    expect(registrationRequest.safeParse(request).success).toBe(false);
  });

  test('ids are whole numbers', () => {
    const accepts = (webhookIds: unknown) => webhookIdsRequest.safeParse({ webhookIds }).success;
    expect([[], [1, 2]].map(accepts)).toEqual([true, true]);
    expect([['1'], [1.5], [1e20], [null], 1, undefined].map(accepts)).not.toContain(true);
    expect(webhookIdsRequest.safeParse({ webhookIds: [1], all: true }).success).toBe(false);
  });
});
