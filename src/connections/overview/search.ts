import * as z from 'zod/mini';

/** The router reads `?q=12` as a number. */
const text = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

/** The state of the overview in its address. A value that makes no sense becomes its default. */
export const overviewSearch = z.object({
  q: z.catch(z._default(text, ''), ''),
  /** Only what does not work by itself. */
  attention: z.catch(z._default(z.boolean(), false), false),
});
export type OverviewSearch = z.output<typeof overviewSearch>;
export const overviewSearchDefaults = {
  q: '',
  attention: false,
} as const satisfies Partial<OverviewSearch>;
