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
});
export type ConnectionSummary = z.output<typeof connectionSummary>;

/** The answer of `GET /api/connections`. */
export const connectionSummaries = z.array(connectionSummary);
