/** What a payload says of one field of an issue, and whether that is a given value. */
import type { PayloadIssue, WebhookPayload } from '../payload.ts';
import type { JqlField, SimpleField } from './fields.ts';

/** Kleene's three truth values. */
export type Truth = true | false | 'unknown';

/** One way to name a value: its text, or undefined where the payload leaves it out. */
interface Identifier {
  text: string | undefined;
  /** Whether a text of this form could be this identifier at all. */
  couldBe?: (text: string) => boolean;
}

/** A field's present values, each by all its identifiers; none: the field is empty. */
export type FieldValues = Identifier[][];

const digits = (text: string) => /^\d+$/.test(text);
const address = (text: string) => text.includes('@');

/** Undefined where the payload does not tell. */
export function valuesOf(field: JqlField, event: WebhookPayload): FieldValues | undefined {
  const { issue } = event;
  switch (field.name) {
    case 'unsupported':
      return undefined;
    case 'cf':
      return anyValues(own(issue?.fields, `customfield_${field.id}`));
    case 'issue.property':
      return anyValues(propertyValue(field, event));
    case 'issueKey':
      return issue && [[{ text: issue.key }, { text: issue.id, couldBe: digits }]];
    default:
      return issue && systemValues(field.name, issue);
  }
}

/** Whether every issue has a value here, whatever a payload leaves out. */
export function isNeverEmpty(name: JqlField['name']): boolean {
  return name === 'issueKey' || name === 'project' || name === 'issuetype' || name === 'status';
}

function systemValues(
  name: Exclude<SimpleField, 'issueKey'>,
  issue: PayloadIssue,
): FieldValues | undefined {
  const value = own(issue.fields, name);
  if (value === null) return isNeverEmpty(name) ? undefined : [];
  const part = (key: string) => textOf(own(value, key));
  switch (name) {
    case 'project': {
      // The key of an issue begins with that of its project.
      const key = part('key') ?? /^(.+)-\d+$/.exec(issue.key ?? '')?.[1];
      return [[{ text: key }, { text: part('name') }, { text: part('id'), couldBe: digits }]];
    }
    case 'assignee':
    case 'reporter':
      // `name` and `key` of a user are gone from Jira Cloud; addresses are mostly hidden.
      return value === undefined
        ? undefined
        : [
            [
              { text: part('accountId') },
              { text: part('displayName') },
              { text: part('emailAddress'), couldBe: address },
            ],
          ];
    default:
      return value === undefined
        ? undefined
        : [[{ text: part('name') }, { text: part('id'), couldBe: digits }]];
  }
}

function propertyValue(
  { key, path }: Extract<JqlField, { name: 'issue.property' }>,
  { issue, property }: WebhookPayload,
): unknown {
  let value = own(issue?.properties, key);
  if (value === undefined && property?.key === key) ({ value } = property);
  for (const step of path) {
    if (value === undefined || value === null) return value;
    value = own(value, step);
  }
  return value;
}

/** A value of unknown kind: a scalar, an option or user as an object, or an array of such. */
function anyValues(value: unknown): FieldValues | undefined {
  if (value === undefined) return undefined;
  if (value === null) return [];
  if (Array.isArray(value)) {
    return value.filter((item) => item !== null).map(identifiers);
  }
  return [identifiers(value)];
}

function identifiers(value: unknown): Identifier[] {
  const scalar = textOf(value);
  if (scalar !== undefined) return [{ text: scalar }];
  const named = ['value', 'name', 'id', 'key', 'accountId', 'displayName']
    .map((key) => ({ text: textOf(own(value, key)) }))
    .filter(({ text }) => text !== undefined);
  return named.length > 0 ? named : [{ text: undefined }];
}

/** Whether a value is named by `text`: JQL compares without regard to case. */
export function isNamed(value: Identifier[], text: string): Truth {
  const wanted = text.toLowerCase();
  if (value.some((identifier) => identifier.text?.toLowerCase() === wanted)) return true;
  const hidden = value.some(
    (identifier) => identifier.text === undefined && (identifier.couldBe?.(text) ?? true),
  );
  return hidden ? 'unknown' : false;
}

/** An own property only: a field may be named `constructor`. */
function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return found;
}

function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}
