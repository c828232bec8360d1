/**
 * The registrations of a connection as a JSON file that can live in a repository: in a stable order and
 * form, so that a difference in git is a difference in Jira.
 */
import * as z from 'zod/mini';
import { registrableEvents } from '../events.ts';
import { findFault } from '../json-fault.ts';
import type { Webhook } from '../wire.ts';

/** One webhook to be registered. Absent filters mean: all fields, all properties. */
export interface RegistrationEntry {
  url: string;
  events: string[];
  jqlFilter: string;
  fieldIdsFilter?: string[];
  issuePropertyKeysFilter?: string[];
}

export interface RegistrationsFile {
  version: 1;
  registrations: RegistrationEntry[];
}

/** Why a file can't be read or written, with the place of the fault: for the person who has it open. */
export class RegistrationsFileError extends Error {
  override readonly name = 'RegistrationsFileError';
}

/** Far beyond what any site can hold; our own bound, since a file may come from anywhere. */
const longestFile = 5_000_000;

const text = z.string(required('must be a text in quotation marks'));
const texts = z.array(text, required('must be a list of texts')).check(
  z.superRefine((values, context) => {
    const twice = values.findIndex((value, index) => values.indexOf(value) < index);
    if (twice === -1) return;
    context.addIssue({ code: 'custom', path: [twice], message: `repeats ${values[twice]}` });
  }),
);

const entrySchema = z.strictObject(
  {
    url: text.check(z.minLength(1, 'must not be empty')),
    events: texts,
    jqlFilter: text,
    fieldIdsFilter: z.optional(texts),
    issuePropertyKeysFilter: z.optional(texts),
  },
  known('must be an object with url, events and jqlFilter'),
);

const fileSchema = z.strictObject(
  {
    version: z.literal(1, required('must be 1, the only version that this program reads')),
    registrations: z.array(entrySchema, required('must be a list')),
  },
  known('must be an object with version and registrations'),
);

/** Throws {@link RegistrationsFileError} naming the first fault. The entries keep the order of the text. */
export function readFile(text: string): RegistrationsFile {
  if (text.length > longestFile) {
    throw new RegistrationsFileError(`The file is longer than ${longestFile} characters.`);
  }
  // Editors on Windows may begin a file with it.
  const json = text.replace(/^\ufeff/, '');
  const fault = findFault(json, { keysOnce: true });
  if (fault) {
    throw new RegistrationsFileError(
      `The file is not good JSON at line ${fault.line}, column ${fault.column}: ${fault.message}`,
    );
  }
  const parsed = fileSchema.safeParse(JSON.parse(json));
  if (!parsed.success) throw new RegistrationsFileError(issueText(parsed.error.issues[0]));
  const { version, registrations } = parsed.data;
  return { version, registrations: registrations.map(canonical) };
}

/** Throws where Jira did not tell the URL of a webhook, as it did not before 2025. */
export function exportFile(listed: readonly Webhook[]): string {
  const registrations = listed.map(entryOf).toSorted(byText);
  return `${JSON.stringify({ version: 1, registrations }, null, 2)}\n`;
}

function entryOf({ url, id, ...details }: Webhook): RegistrationEntry {
  if (url) return canonical({ url, ...details });
  throw new RegistrationsFileError(
    `Jira does not tell the URL of webhook ${id}, so it can’t be written to a file.`,
  );
}

type LooseEntry = Pick<
  Webhook,
  'events' | 'jqlFilter' | 'fieldIdsFilter' | 'issuePropertyKeysFilter'
> & { url: string };

/**
 * Two registrations that mean the same have the same canonical form: order and repetition count for
 * nothing, nor do blanks around the JQL, and an empty list names nothing, as an absent one.
 */
export function canonical(entry: LooseEntry): RegistrationEntry {
  const { url, events, jqlFilter, fieldIdsFilter = [], issuePropertyKeysFilter = [] } = entry;
  return {
    url,
    events: [...new Set(events)].toSorted(byCatalogue),
    jqlFilter: jqlFilter.trim(),
    ...(fieldIdsFilter.length > 0 ? { fieldIdsFilter: sortedSet(fieldIdsFilter) } : {}),
    ...(issuePropertyKeysFilter.length > 0
      ? { issuePropertyKeysFilter: sortedSet(issuePropertyKeysFilter) }
      : {}),
  };
}

/** Equal for two entries in canonical form if and only if they mean the same. */
export function identityOf(entry: RegistrationEntry): string {
  const { url, events, jqlFilter, fieldIdsFilter, issuePropertyKeysFilter } = entry;
  return JSON.stringify([
    url,
    jqlFilter,
    events,
    fieldIdsFilter ?? [],
    issuePropertyKeysFilter ?? [],
  ]);
}

const ranks = new Map<string, number>(registrableEvents.map(({ name }, index) => [name, index]));

/** The catalogue's order; what it does not know comes last. */
function byCatalogue(one: string, other: string): number {
  const rank = (name: string) => ranks.get(name) ?? ranks.size;
  return rank(one) - rank(other) || compare(one, other);
}

function byText(one: RegistrationEntry, other: RegistrationEntry): number {
  return (
    compare(one.url, other.url) ||
    compare(one.jqlFilter, other.jqlFilter) ||
    compare(one.events.join(' '), other.events.join(' ')) ||
    compare(identityOf(one), identityOf(other))
  );
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted(compare);
}

/** By code units: the same on every machine, whatever its language. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function required(otherwise: string) {
  return {
    error: ({ input }: z.core.$ZodRawIssue) => (input === undefined ? 'is missing' : otherwise),
  };
}

function known(otherwise: string) {
  return {
    error: (issue: z.core.$ZodRawIssue) =>
      issue.code === 'unrecognized_keys'
        ? `has a key that is not known: ${issue.keys.join(', ')}`
        : otherwise,
  };
}

/** "registrations[3].events[1] repeats comment_created", counted from 0 as in `jq`. */
function issueText(issue: z.core.$ZodIssue | undefined): string {
  const place = (issue?.path ?? [])
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  return `${place || 'The file'} ${issue?.message ?? 'can’t be read'}.`;
}
