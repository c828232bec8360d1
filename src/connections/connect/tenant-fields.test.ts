import { describe, expect, test } from 'vitest';
import { emptyTenant, placeRefusal, toTenant } from './tenant-fields.ts';

describe('a refusal', () => {
  test.each([
    [
      'siteUrl must begin with https://, such as https://acme.atlassian.net.',
      'siteUrl',
      'Site address must begin with https://, such as https://acme.atlassian.net.',
    ],
    ['siteUrl: not a URL.', 'siteUrl', 'Site address: not a URL.'],
    ['sharedSecret must not be empty.', 'sharedSecret', 'Shared secret must not be empty.'],
    [
      'This app’s connection to this site is there already.',
      'appKey',
      'This app’s connection to this site is there already.',
    ],
    ['constructor must not be.', 'root', 'constructor must not be.'],
    ['The store can’t be written.', 'root', 'The store can’t be written.'],
  ])('%s stands at %s', (message, field, told) => {
    expect(placeRefusal(message)).toEqual({ field, message: told });
  });
});

test('who signs is sent whole or not at all', () => {
  const tenant = { ...emptyTenant, siteUrl: 'acme.example', appKey: 'a', sharedSecret: 's' };
  const signing = { clientKey: 'key', appUrl: 'https://app.acme.example' };
  expect(toTenant({ ...tenant, ...signing })).toMatchObject(signing);
  expect(toTenant({ ...tenant, clientKey: ' ', appUrl: '' })).not.toHaveProperty('clientKey');
});

test('what is left out is left to the server, and a bare host means https', () => {
  const secrets = { appKey: 'app', sharedSecret: ' secret ' };
  expect(toTenant({ ...emptyTenant, ...secrets, siteUrl: ' acme.atlassian.net ' })).toEqual({
    ...secrets,
    siteUrl: 'https://acme.atlassian.net',
  });
  expect(
    toTenant({ ...emptyTenant, name: 'Acme', siteUrl: 'http://acme.example/jira' }),
  ).toMatchObject({ name: 'Acme', siteUrl: 'http://acme.example/jira' });
});
