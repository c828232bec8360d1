import * as z from 'zod/mini';

/** Why a consent came to nothing, as the address of the screen tells it: a word of ours, never a text from outside. */
export const consentProblem = z.enum([
  'refused',
  'stale',
  'dead-code',
  'no-site',
  'other-user',
  'misconfigured',
  'unreachable',
  'not-set-up',
  'signed-out',
  'not-allowed',
  'unexpected',
]);
export type ConsentProblem = z.output<typeof consentProblem>;

/** The answer of `GET /api/oauth`. */
export const consentSetup = z.object({
  /** Whether an OAuth app is set up. */
  ready: z.boolean(),
  /** What has to be registered as the app's callback. */
  callbackUrl: z.string(),
});

/** The answer of `GET /api/oauth/choices/{id}`: the sites that a user let the app use. */
export const siteChoice = z.object({
  as: z.string(),
  sites: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      url: z.string(),
      /** The connection that there is already. */
      connection: z.optional(z.string()),
    }),
  ),
});
export type SiteChoice = z.output<typeof siteChoice>;

/** The answer to a choice: the ids of the connections that came of it. */
export const chosenSites = z.object({ connected: z.array(z.string()) });
