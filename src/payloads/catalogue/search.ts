import * as z from 'zod/mini';

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
});
export type CatalogueSearch = z.output<typeof catalogueSearch>;
export const catalogueSearchDefaults = { q: '' } as const;
