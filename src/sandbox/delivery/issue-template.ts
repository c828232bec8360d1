/** Acme's people, projects and issues, as Jira writes them into a payload. */
import { formatJiraDate } from '../../jira/dates.ts';
import { day } from '../clock.ts';

const site = 'https://acme.atlassian.net';
export const api = `${site}/rest/api/2`;

/** One of them, by an index of any size. `from` has at least one. */
export function pick<T>(from: readonly [T, ...T[]] | readonly T[], index: number): T {
  const found = from[index % from.length];
  if (found === undefined) throw new RangeError('There is nothing to pick from.');
  return found;
}

const people = [
  { accountId: '712020:3b9f0c5e-7d21-4c8a-9a64-e1f2d08b57aa', displayName: 'Ines Valdor' },
  { accountId: '712020:a81c24d7-50fe-4b0d-8f3c-6642b9e7d015', displayName: 'Bram Okafor' },
  { accountId: '5b10a2844c20165700ede21g', displayName: 'Mila Santander' },
  { accountId: '557058:0c7a6e1f-92b4-4d35-b8e0-7f41d3a90c26', displayName: 'Jonas Thiele' },
  { accountId: '712020:e4470b92-6c1d-48f7-a5d3-19be8c02f7e1', displayName: 'Aiko Brandt' },
];

export function personOf(index: number) {
  const person = pick(people, index);
  return {
    self: `${api}/user?accountId=${encodeURIComponent(person.accountId)}`,
    ...person,
    active: true,
    timeZone: 'Europe/Lisbon',
    accountType: 'atlassian',
  };
}

const projects = new Map([
  ['OPS', 'Operations'],
  ['PAY', 'Payments'],
  ['WEB', 'Web shop'],
  ['MOB', 'Mobile apps'],
  ['DATA', 'Data platform'],
  ['CORE', 'Core services'],
  ['SUP', 'Support'],
  ['RISK', 'Risk'],
  ['SEC', 'Security'],
  ['HR', 'People'],
  ['INFRA', 'Infrastructure'],
  ['LEGAL', 'Legal'],
]);

export const projectKeys: readonly string[] = [...projects.keys()];

export function projectOf(key: string) {
  const known = projectKeys.indexOf(key);
  const id = String(known === -1 ? 10_900 : 10_010 + known);
  const name = projects.get(key) ?? key;
  return { self: `${api}/project/${id}`, id, key, name, projectTypeKey: 'software' };
}

const types = [
  { id: '10009', name: 'Incident' },
  { id: '10004', name: 'Bug' },
  { id: '10001', name: 'Story' },
  { id: '10002', name: 'Task' },
];
export const statuses = [
  { id: '10000', name: 'To Do' },
  { id: '3', name: 'In Progress' },
  { id: '10012', name: 'In review' },
  { id: '10001', name: 'Done' },
];
const priorities = [
  { id: '1', name: 'Highest' },
  { id: '2', name: 'High' },
  { id: '3', name: 'Medium' },
];
const summaries = [
  'Checkout answers 502 for orders with a voucher',
  'Nightly import stops at the third file',
  'Rotate the certificates of the relay',
  'Search forgets filters after going back',
  'Invoice e-mails arrive twice',
  'Alert for a full disk comes an hour late',
  'Customers in Norway see prices in euro',
];
const description =
  'First seen after the release on Monday. It does not happen on the staging site. ' +
  'What helps for the moment: restart the worker, then run the failed jobs again.';

export function issueOf(project: string, index: number, at: number, text?: string) {
  const named = (kind: string, entity: { id: string; name: string }) => ({
    self: `${api}/${kind}/${entity.id}`,
    ...entity,
  });
  const id = String(14_000 + index);
  return {
    id,
    self: `${api}/${id}`,
    key: `${project}-${400 + index}`,
    fields: {
      summary: pick(summaries, index),
      issuetype: named('issuetype', pick(types, index)),
      project: projectOf(project),
      status: named('status', pick(statuses, index)),
      priority: named('priority', pick(priorities, index)),
      assignee: index % 3 === 0 ? null : personOf(index + 1),
      reporter: personOf(index + 2),
      labels: index % 2 === 0 ? [] : ['acme'],
      created: formatJiraDate(at - 2 * day),
      updated: formatJiraDate(at),
      description: text ?? description,
      customfield_10014: index % 5 === 0 ? 'CORE-118' : null,
    },
  };
}
