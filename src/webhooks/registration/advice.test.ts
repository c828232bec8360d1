import { describe, expect, test } from 'vitest';
import { findOverlap } from './overlap.ts';
import { adviseUrl } from './url-advice.ts';
import { fieldOf, validateForm } from './validate.ts';

const connect = { kind: 'connect' } as const;
const oauth = { kind: 'oauth' } as const;

describe('the URL', () => {
  test.each([
    '',
    'hooks',
    'hooks.example.com/jira',
    'ftp://hooks.example.com',
    'javascript:alert(1)',
  ])('%j is refused', (url) =>
    expect(adviseUrl(url, connect, [])).toMatchObject({ kind: 'refusal' }),
  );

  test('http is refused, and https offered instead', () => {
    expect(adviseUrl('http://hooks.example.com/jira', connect, [])).toMatchObject({
      kind: 'refusal',
      instead: 'https://hooks.example.com/jira',
    });
  });

  test.each([
    'localhost',
    'hooks',
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[fe80::1]',
    '[fd00::1]',
    '[::ffff:10.0.0.1]',
    'app.internal',
    'printer.local',
    'app.localhost.',
  ])('Jira cannot reach %s', (host) =>
    expect(adviseUrl(`https://${host}/jira`, connect, [])).toMatchObject({ kind: 'warning' }),
  );

  test.each(['hooks.example.com', '8.8.8.8', '172.32.0.1', '100.128.0.1', '[2606:4700::1111]'])(
    'nothing speaks against %s',
    (host) => expect(adviseUrl(`https://${host}/jira`, connect, [])).toBeUndefined(),
  );

  test('an OAuth user is offered the one URL that is in use', () => {
    const used = { url: 'https://a.example.com/1' };
    expect(adviseUrl('https://b.example.com/', oauth, [used])).toMatchObject({
      kind: 'refusal',
      instead: used.url,
    });
    expect(adviseUrl(used.url, oauth, [used])).toBeUndefined();
    expect(adviseUrl('https://b.example.com/', connect, [used])).toBeUndefined();
  });
});

describe('doubles', () => {
  const url = 'https://hooks.example.com/jira';
  const created = { events: ['jira:issue_created'], jqlFilter: 'project = A', url };

  test.each([
    ['the same filter, otherwise spaced and cased', { ...created, jqlFilter: ' PROJECT  = a ' }],
    ['a filter that lets everything through', { ...created, jqlFilter: 'project != EMPTY' }],
  ])('%s', (_, other) =>
    expect(findOverlap(created, url, [other])).toEqual({ other, events: ['jira:issue_created'] }),
  );

  test.each([
    ['another URL', { ...created, url: 'https://other.example.com/' }],
    ['other events', { ...created, events: ['jira:issue_deleted'] }],
    ['another filter', { ...created, jqlFilter: 'project = B' }],
    ['a quoted value of another case', { ...created, jqlFilter: 'project = "A"' }],
  ])('%s is none', (_, other) => expect(findOverlap(created, url, [other])).toBeUndefined());

  test('updates double only where a field is shared', () => {
    const updated = (...fieldIdsFilter: string[]) => ({
      events: ['jira:issue_updated'],
      jqlFilter: 'project = A',
      fieldIdsFilter,
      url,
    });
    expect(findOverlap(updated('summary'), url, [updated('status')])).toBeUndefined();
    expect(findOverlap(updated('summary'), url, [updated('status', 'summary')])).toBeDefined();
    expect(findOverlap(updated(), url, [updated('status')])).toBeDefined();
  });

  test('sprints double whatever the filters say', () => {
    const sprint = (jqlFilter: string) => ({ events: ['sprint_closed'], jqlFilter, url });
    expect(findOverlap(sprint('project = A'), url, [sprint('project = B')])).toBeDefined();
  });
});

test.each([
  ['Only a single URL per user is allowed to be registered via REST API.', 'url'],
  ['The clause watchCount is unsupported', 'jqlFilter'],
  ['Operator is not is unsupported', 'jqlFilter'],
  ['Empty JQL search not supported', 'jqlFilter'],
  ['A maximum of 5 webhooks is allowed per app per user.', 'webhook'],
])('%s lands on %s', (message, field) => expect(fieldOf(message)).toBe(field));

test('only what makes a request senseless holds it back', () => {
  const advise = (url: string) => adviseUrl(url, connect, []);
  const webhook = { events: ['jira:issue_created'], jqlFilter: '', fieldIds: [], propertyKeys: [] };
  expect(validateForm({ url: 'https://a.example.com/', webhooks: [webhook] }, advise)).toEqual({});
  const errors = validateForm(
    { url: 'http://a.example.com/', webhooks: [{ ...webhook, events: [] }] },
    advise,
  );
  expect(errors.url?.message).toBe('Jira sends to HTTPS only.');
  expect(errors.webhooks?.[0]?.events?.message).toBe('Choose at least one event.');
  expect(validateForm({ url: ' ', webhooks: [webhook] }, advise).url?.message).toMatch(
    /^Say where/,
  );
});
