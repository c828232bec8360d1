import { expect, test } from 'vitest';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { byName, byUrgency, findConnections, needsAttention } from './find-connections.ts';

const connection = (name: string, more: Partial<ConnectionSummary> = {}): ConnectionSummary => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
  kind: 'connect',
  siteUrl: `https://${name.toLowerCase().replaceAll(' ', '-')}.atlassian.net`,
  limit: 100,
  canListFailed: true,
  ...more,
});
const names = (connections: readonly ConnectionSummary[]) => connections.map(({ name }) => name);
const ended = { kind: 'sign-in-again', reason: 'The consent has ended.' } as const;

test('names are in the order in which people count', () => {
  const shuffled = ['Acme 10', 'beta', 'Acme 9', 'Zeta', 'Äther'].map((name) => connection(name));
  expect(names(byName(shuffled))).toEqual(['Acme 9', 'Acme 10', 'Äther', 'beta', 'Zeta']);
});

test('what is broken comes first, then what is paused, each by name', () => {
  const some = [
    connection('A'),
    connection('D', { paused: true }),
    connection('C', { problem: ended, paused: true }),
    connection('B', { problem: { kind: 'unusable', reason: 'No secret.' } }),
    connection('E', { paused: false }),
  ];
  expect(names(byUrgency(some))).toEqual(['B', 'C', 'D', 'A', 'E']);
  expect(names(some.filter(needsAttention)).toSorted()).toEqual(['B', 'C', 'D']);
});

test('each word narrows: by name, by site, by user, in any case', () => {
  const some = [
    connection('Acme', { as: 'Nadia Okonjo', siteUrl: 'https://acme-shop.atlassian.net' }),
    connection('Acme', { as: 'Robin', siteUrl: 'https://acme-labs.atlassian.net' }),
    connection('Beta'),
  ];
  expect(findConnections(some, ' ')).toEqual(some);
  expect(findConnections(some, 'ACME labs')).toEqual([some[1]]);
  expect(findConnections(some, 'okonjo')).toEqual([some[0]]);
  expect(findConnections(some, 'https')).toEqual([]);
});
