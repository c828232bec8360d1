/**
 * The console's own archive of failed deliveries, as `/api/connections/{id}/failures…` tells of it. Not a
 * part of Jira's API: Jira forgets a failure after 72 hours, and tells OAuth apps of none.
 */
import * as z from 'zod/mini';
import { failureGroupings, histogramWidths } from './failure-views.ts';
import { webhookId } from './wire.ts';

const time = z.int();
const count = z.int();

/** One archived failure without its body. Texts that the body does not tell are empty. */
export const archivedFailure = z.object({
  /** The delivery's id, not a registration's. One delivery may fail at several times. */
  id: z.string(),
  failureTime: time,
  url: z.string(),
  event: z.string(),
  /** When the event happened, by its payload. */
  eventTime: z.nullable(time),
  issueKey: z.string(),
  projectKey: z.string(),
  /** The registrations that matched the event. */
  webhookIds: z.array(webhookId),
  /** In bytes of UTF-8; null where the body was dropped on the way. */
  bodySize: z.nullable(count),
  bodySha256: z.nullable(z.string()),
  archivedAt: time,
});
export type ArchivedFailure = z.output<typeof archivedFailure>;

/** `GET …/failures`: newest first. */
export const failurePage = z.object({
  failures: z.array(archivedFailure),
  /**
   * What `before` is to be for the next page, null at the end. With a text to search for, a page may
   * hold few failures or none and still have a next: a call searches a bounded number of bodies.
   */
  next: z.nullable(z.string()),
  /** The latest `archivedAt` of all failures before this page was read: what comes later is new. */
  asOf: z.nullable(time),
});
export type FailurePage = z.output<typeof failurePage>;

/** A stretch of time that Jira had forgotten before the console came to read it. */
export const archiveGap = z.object({ from: time, to: time });
export type ArchiveGap = z.output<typeof archiveGap>;

/** `GET …/failures/histogram`: bars with nothing in them are left out. */
export const failureHistogram = z.object({
  by: z.enum(histogramWidths),
  /** The bars are whole hours or days (UTC), so the ends lie where a bar begins. */
  from: time,
  to: time,
  bars: z.array(
    z.object({
      time,
      /** The event or URL; null stands for all that have no colour of their own, or where nothing is split. */
      value: z.nullable(z.string()),
      count,
    }),
  ),
  gaps: z.array(archiveGap),
  /** Where a search for text stopped: nothing that failed before was looked at. Null: all was. */
  searchedTo: z.nullable(time),
});
export type FailureHistogram = z.output<typeof failureHistogram>;

/** `GET …/failures/groups`: the largest first. */
export const failureGroups = z.object({
  by: z.enum(failureGroupings),
  total: count,
  groups: z.array(
    z.object({
      /** A number for `webhook` and for times (its start), else a text, empty where the body does not tell. */
      value: z.union([z.string(), z.number()]),
      count,
      first: time,
      last: time,
    }),
  ),
  /** How many smaller groups there are besides. */
  further: count,
  searchedTo: z.nullable(time),
});
export type FailureGroups = z.output<typeof failureGroups>;

/** `GET …/failures/status`: where the failures come from, and how fresh they are. */
export const archiveStatus = z.object({
  /** The site's time. */
  now: time,
  /** `reading`: from Jira, on a schedule. `handed-in`: Jira gives this caller nothing. */
  source: z.enum(['reading', 'handed-in']),
  /** The last time that everything Jira had was read, by the site's clock. */
  readAt: z.nullable(time),
  /** Why the last attempt failed, in a sentence; null where it did not. */
  problem: z.nullable(z.string()),
  gaps: z.array(archiveGap),
  total: count,
  oldest: z.nullable(time),
  newest: z.nullable(time),
  /** The latest `archivedAt`. */
  archivedAt: z.nullable(time),
  keptDays: count,
});
export type ArchiveStatus = z.output<typeof archiveStatus>;

/** What one call of `POST …/failures` may hold. */
export const mostHandedIn = 10_000;
export const mostHandedInBytes = 64 * 1024 * 1024;
/**
 * One record, or an array as a whole, which are held in memory: Jira delivers bodies of up to 25 MB, which
 * grow by a fifth or so when they are written as a text.
 */
export const mostHeldBytes = 32 * 1024 * 1024;

/** `POST …/failures`: its answer, also where the call as a whole was refused half-way (413). */
export const handInAnswer = z.object({
  accepted: count,
  /** Archived before, by delivery id and time. */
  known: count,
  /** By line of NDJSON or place in the array, from 1. */
  refused: z.array(z.object({ record: count, reason: z.string() })),
});
export type HandInAnswer = z.output<typeof handInAnswer>;
