/** What a delivery is about, read leniently: what has another shape than expected is left out. */
import * as z from 'zod/mini';
import { readEvent } from '../../jira/payload.ts';

/** Above this a body is not parsed as a whole: it is shown and searched all the same. */
export const largestSummarised = 5_000_000;
const mostChanges = 50;
const longestText = 300;

export interface Change {
  field: string;
  from: string;
  to: string;
}

export interface BodySummary {
  event?: string | undefined;
  issue?: string | undefined;
  summary?: string | undefined;
  who?: string | undefined;
  /** Milliseconds since 1970. */
  when?: number | undefined;
  changes: Change[];
  /** How many there are, shown or not. */
  changeCount: number;
}

const text = z.catch(z.optional(z.string()), undefined);
const user = z.catch(z.optional(z.object({ displayName: text, accountId: text })), undefined);
const by = z.catch(z.optional(z.object({ author: user, updateAuthor: user })), undefined);
const details = z.object({
  timestamp: z.catch(z.optional(z.number()), undefined),
  user,
  comment: by,
  worklog: by,
  attachment: by,
  changelog: z.catch(z.optional(z.object({ items: z.array(z.unknown()) })), undefined),
});

export function summarise(body: string): BodySummary | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // It is JSON, and nests deeper than the browser's own parser goes.
    return undefined;
  }
  const { webhookEvent, issue } = readEvent(json);
  const read = details.safeParse(json);
  const items = read.data?.changelog?.items ?? [];
  const summary: BodySummary = {
    event: cut(webhookEvent),
    issue: cut(issue?.key),
    summary: cut(textOf(issue?.fields?.['summary'])),
    who: read.data && cut(whoOf(read.data)),
    when: instant(read.data?.timestamp),
    changes: items.slice(0, mostChanges).map(changeOf),
    changeCount: items.length,
  };
  const { event, issue: key, summary: title, who } = summary;
  const saysNothing = [event, key, title, who].every((part) => part === undefined);
  return saysNothing && items.length === 0 ? undefined : summary;
}

function whoOf({ user, comment, worklog, attachment }: z.output<typeof details>) {
  const by = comment ?? worklog ?? attachment;
  const person = user ?? by?.updateAuthor ?? by?.author;
  return person?.displayName ?? person?.accountId;
}

/** What a date can be; further off a formatter throws. */
function instant(timestamp: number | undefined): number | undefined {
  return timestamp !== undefined && Math.abs(timestamp) <= 8.64e15 ? timestamp : undefined;
}

/** By own properties only: one of them is called `toString`, as is what every object inherits. */
function changeOf(item: unknown): Change {
  const own = (name: string) =>
    typeof item === 'object' && item !== null && Object.hasOwn(item, name)
      ? textOf((item as Record<string, unknown>)[name])
      : undefined;
  return {
    field: cut(own('field') ?? own('fieldId')) ?? '',
    from: cut(own('fromString') ?? own('from')) ?? '',
    to: cut(own('toString') ?? own('to')) ?? '',
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

function cut(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= longestText) return text;
  return `${text.slice(0, longestText)}…`;
}
