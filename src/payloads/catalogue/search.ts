import * as z from 'zod/mini';
import { verdictKinds } from '../would-it-match/verdict-kinds.ts';

/** In the place of an event: a payload of the reader's own. */
export const ownPayload = 'own';

/** The router reads `?q=12` as a number. */
const text = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

/**
 * The state of the screen in its address. Whether there is such an event the screen says: this much is
 * part of the first load of every other screen.
 */
export const catalogueSearch = z.object({
  q: z.catch(z._default(text, ''), ''),
  event: z.catch(z.optional(z.string()), undefined),
  /** The connection whose webhooks the payload is held against, and which verdicts are shown. */
  against: z.catch(z.optional(text), undefined),
  verdict: z.catch(z.optional(z.enum(verdictKinds)), undefined),
});
export type CatalogueSearch = z.output<typeof catalogueSearch>;
export const catalogueSearchDefaults = { q: '' } as const;
