import * as z from 'zod/mini';

/** One identity as `GET /api/connections` tells of it: which Jira, as which app. Nothing secret. */
export const connectionSummary = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['connect', 'oauth']),
  /** The site as a person knows it, `https://example.atlassian.net`. */
  siteUrl: z.string(),
  /** How many webhooks this caller may register. */
  limit: z.int(),
  /** Jira lists failed deliveries to Connect apps only. */
  canListFailed: z.boolean(),
  /** Where a Jira that is not real is turned by hand; absent for every other. A path of the console's own. */
  controls: z.optional(z.string()),
  /** The user whom an OAuth app acts for, by name. */
  as: z.optional(z.string()),
  /** Stopped by hand: nothing is sent to the site. */
  paused: z.optional(z.boolean()),
  /** Why it can't be used, and whether signing in again would help. */
  problem: z.optional(
    z.object({ kind: z.enum(['sign-in-again', 'unusable']), reason: z.string() }),
  ),
  /** The base URL of a Connect app whose deliveries, sent again to it, are signed; absent where none are. */
  signsFor: z.optional(z.string()),
});
export type ConnectionSummary = z.output<typeof connectionSummary>;

/**
 * The header of an answer that is the console's own, and not Jira's: the connection is paused, or has the
 * `problem` that its summary tells. Nothing was sent, or it had no effect.
 */
export const notUsableHeader = 'x-connection-not-usable';

/** The answer of `GET /api/connections`. */
export const connectionSummaries = z.array(connectionSummary);
