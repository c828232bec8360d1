import { expect, test } from 'vitest';
import { detailOf, findConnections } from './find-connections.ts';

const acme = { id: 'a1', name: 'Acme', siteUrl: 'https://acme.atlassian.net', as: 'Ada Lovelace' };
const other = { id: 'a2', name: 'Acme', siteUrl: 'https://acme-test.atlassian.net' };

test('connections of one name are told apart by site and user', () => {
  expect(detailOf(acme)).toBe('acme.atlassian.net, as Ada Lovelace');
  expect(detailOf(other)).toBe('acme-test.atlassian.net');
});

test.each([
  ['', [acme, other]],
  ['  ', [acme, other]],
  ['ACME', [acme, other]],
  ['lovelace acme', [acme]],
  ['-test', [other]],
  ['a2', [other]],
  ['acme borealis', []],
])('%j finds each that holds all of its words', (typed, found) => {
  expect(findConnections([acme, other], typed)).toEqual(found);
});
