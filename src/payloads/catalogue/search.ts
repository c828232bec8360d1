import * as z from 'zod/mini';
import { findEvent } from '../../jira/events.ts';

/** In the place of an event: a payload of the reader's own. */
export const ownPayload = 'own';

/** The router reads `?q=12` as a number. */
const text = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const event = z
  .string()
  .check(z.refine((name) => name === ownPayload || findEvent(name) !== undefined));

/** The state of the screen in its address, which heals where it makes no sense. */
export const catalogueSearch = z.object({
  q: z.catch(z._default(text, ''), ''),
  event: z.catch(z.optional(event), undefined),
});
export type CatalogueSearch = z.output<typeof catalogueSearch>;
export const catalogueSearchDefaults = { q: '' } as const;
