import * as z from 'zod/mini';
import { connectionSummary } from './connection.ts';

/**
 * The calls that a site said it still takes, in the headers `X-RateLimit-…` of its latest answer that had
 * any. What was not said is absent. Times are the console's own.
 */
export const quota = z.object({
  toldAt: z.int(),
  limit: z.optional(z.int()),
  remaining: z.optional(z.int()),
  /** When it counts anew. */
  resetAt: z.optional(z.int()),
  nearLimit: z.optional(z.boolean()),
  /** Which of Jira's limits it is, in its own word. */
  reason: z.optional(z.string()),
});
export type Quota = z.output<typeof quota>;

/** The answer of `GET /api/connections/{id}`. */
export const connectionDetails = z.object({
  ...connectionSummary.shape,
  quota: z.optional(quota),
});
export type ConnectionDetails = z.output<typeof connectionDetails>;
