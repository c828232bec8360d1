import * as z from 'zod/mini';
import { parseJiraDate } from '../../jira/dates.ts';
import type { GivenFailure } from './keep-failures.ts';

/** Much longer than any of Jira's, and short enough for an index of PostgreSQL. */
export const longestId = 255;
const longestUrl = 8192;
/** Dates that a person would recognise: seconds in place of milliseconds are told as the mistake they are. */
const earliest = Date.UTC(2000, 0);
const latest = Date.UTC(9000, 0);

const record = z.object({
  id: z
    .string('id must be a text')
    .check(z.minLength(1, 'id is empty'), z.maxLength(longestId, `id is longer than ${longestId}`)),
  url: z
    .string('url must be a text')
    .check(
      z.minLength(1, 'url is empty'),
      z.maxLength(longestUrl, `url is longer than ${longestUrl}`),
    ),
  failureTime: z.pipe(
    z.union([z.number(), z.string()], 'failureTime must be in milliseconds since 1970'),
    z.transform((value) =>
      typeof value === 'number' ? value : (parseJiraDate(value) ?? Number.NaN),
    ),
  ),
  body: z.nullish(
    z.string('body must be the payload as one text: parsed, it would lose digits and doubled keys'),
  ),
});

/** The failure that a JSON value describes, or why it is none. Properties that Jira has not are ignored. */
export function readHandedIn(json: unknown, keptFrom: number): GivenFailure | string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return 'a record must be an object with id, url, failureTime and body';
  }
  const parsed = record.safeParse(json);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? 'a record of another shape';
  const { id, url, failureTime, body } = parsed.data;
  if (!Number.isSafeInteger(failureTime) || failureTime < earliest || failureTime >= latest) {
    return 'failureTime must be in milliseconds since 1970, from the year 2000 on';
  }
  if (failureTime < keptFrom) return 'it failed longer ago than the archive keeps';
  return { id, url, failureTime, ...(typeof body === 'string' ? { body } : {}) };
}

/** The same for one line of NDJSON. */
export function readLine(text: string | undefined, keptFrom: number): GivenFailure | string {
  if (text === undefined) return 'the line is not UTF-8';
  try {
    return readHandedIn(JSON.parse(text), keptFrom);
  } catch {
    return 'the line is not JSON';
  }
}
