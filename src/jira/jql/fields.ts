/** The fields of a webhook's JQL, as the OpenAPI document lists them for `jqlFilter`. */
import type { Field } from '@atlaskit/jql-ast';
import type { Offsets } from './offsets.ts';

export type SimpleField =
  | 'issueKey'
  | 'project'
  | 'issuetype'
  | 'status'
  | 'priority'
  | 'assignee'
  | 'reporter';

export type JqlField = {
  /** As typed, without quotation marks. */
  text: string;
  from: number;
  to: number;
} & (
  | { name: SimpleField; alias: boolean }
  | { name: 'issue.property'; key: string; path: string[] }
  | { name: 'cf'; id: string }
  | { name: 'unsupported' }
);

/** JQL's names are case-insensitive. */
const simple: Record<string, SimpleField> = {
  issuekey: 'issueKey',
  project: 'project',
  issuetype: 'issuetype',
  status: 'status',
  priority: 'priority',
  assignee: 'assignee',
  reporter: 'reporter',
};

/** Other names that JQL itself knows for the same fields; the webhook documentation names none. */
const aliases: Record<string, SimpleField> = {
  key: 'issueKey',
  issue: 'issueKey',
  id: 'issueKey',
  type: 'issuetype',
};

export function readField(field: Field, at: Offsets): JqlField {
  const base = { text: field.value, ...at(...(field.position ?? [0, 0])) };
  const name = field.value.toLowerCase();
  const [property, ...more] = field.properties ?? [];
  if (property !== undefined) {
    const key = property.key?.value;
    const path = (property.path ?? []).flatMap(({ value }) => value.split('.').filter(Boolean));
    return name === 'issue.property' && key !== undefined && more.length === 0
      ? { ...base, name: 'issue.property', key, path }
      : { ...base, text: field.text, name: 'unsupported' };
  }
  const id = /^cf\[\s*(\d+)\s*\]$/.exec(name)?.[1];
  if (id !== undefined) return { ...base, name: 'cf', id };
  if (Object.hasOwn(simple, name)) {
    return { ...base, name: simple[name] ?? 'project', alias: false };
  }
  if (Object.hasOwn(aliases, name)) {
    return { ...base, name: aliases[name] ?? 'issueKey', alias: true };
  }
  return { ...base, name: 'unsupported' };
}
