import { sql, type Kysely, type SqlBool } from 'kysely';
import * as z from 'zod/mini';
import type { Tables } from '../store/tables.ts';
import { storableText } from './facts.ts';

const time = z.pipe(
  z.string().check(z.regex(/^\d{1,15}$/, 'must be in milliseconds since 1970')),
  z.transform(Number),
);
const name = z.pipe(z.string().check(z.maxLength(8192, 'is too long')), z.transform(storableText));

const wholeNumber = (least: number, most: number) => {
  const expected = `must be a whole number from ${least} to ${most}`;
  return z.pipe(
    z.string().check(z.regex(/^\d{1,16}$/, expected)),
    z.pipe(z.transform(Number), z.number().check(z.gte(least, expected), z.lte(most, expected))),
  );
};

/** What every reading of the archive can be narrowed by; all of it holds at once. */
export const filterShape = {
  /** From this failure time on. */
  from: z.optional(time),
  /** Up to this failure time, itself not included. */
  to: z.optional(time),
  url: z.optional(name),
  /** Empty: those whose event is not known. The same for `project`. */
  event: z.optional(name),
  project: z.optional(name),
  webhook: z.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
  /** Somewhere in the body, in any case. */
  text: z.optional(z.string().check(z.minLength(1, 'is empty'), z.maxLength(1000, 'is too long'))),
  /** Archived after this moment: what came since one looked. */
  archivedAfter: z.optional(time),
};
const filter = z.object(filterShape);
export type FailureFilter = z.output<typeof filter>;

/** Where a page ends: the last failure's time and delivery. */
export interface Place {
  time: number;
  id: string;
}

export const place = z.pipe(
  z.string().check(z.regex(/^\d{1,15}:.+$/s, 'must be like 1767225600000:delivery')),
  z.transform((text): Place => {
    const colon = text.indexOf(':');
    return { time: Number(text.slice(0, colon)), id: storableText(text.slice(colon + 1)) };
  }),
);

export const formatPlace = ({ time, id }: Place) => `${time}:${id}`;

export const mostPerPage = 1000;

export const listQuery = z.object({
  ...filterShape,
  before: z.optional(place),
  limit: z._default(wholeNumber(1, mostPerPage), 100),
});

/** The failures of a connection that pass the filter, all but its text: that is for whoever reads bodies. */
export function selectFailures(
  database: Kysely<Tables>,
  connectionId: string,
  { from, to, url, event, project, webhook, archivedAfter }: FailureFilter,
) {
  let query = database.selectFrom('failures').where('connection_id', '=', connectionId);
  if (from !== undefined) query = query.where('failure_time', '>=', from);
  if (to !== undefined) query = query.where('failure_time', '<', to);
  if (url !== undefined) query = query.where('url', '=', url);
  if (event !== undefined) query = query.where('event', '=', event);
  if (project !== undefined) query = query.where('project_key', '=', project);
  if (archivedAfter !== undefined) query = query.where('archived_at', '>', archivedAfter);
  if (webhook !== undefined) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('failure_webhooks')
          .select('webhook_id')
          .where('failure_webhooks.connection_id', '=', connectionId)
          .where('failure_webhooks.webhook_id', '=', webhook)
          .whereRef('failure_webhooks.failure_time', '=', 'failures.failure_time')
          .whereRef('failure_webhooks.delivery_id', '=', 'failures.delivery_id'),
      ),
    );
  }
  return query;
}

/** Older than the place in the order of lists. By row values, which follow the key's index. */
export function olderThan({ time, id }: Place) {
  return sql<SqlBool>`(failure_time, delivery_id) < (${time}, ${id})`;
}
