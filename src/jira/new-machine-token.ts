import * as z from 'zod/mini';

const scoped = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('failures:write'), connection: z.string() }),
  z.object({ scope: z.literal('webhooks'), connection: z.string() }),
  z.object({ scope: z.literal('metrics') }),
]);

const tokenName = z
  .string()
  .check(z.regex(/^[^\p{C}]{1,100}$/u, 'must be a text of 1 to 100 characters'));

/** What `POST /api/tokens` takes. Apart from what it answers, so that no browser loads it. */
export const newMachineToken = z.intersection(z.object({ name: tokenName }), scoped);
export type NewMachineToken = z.output<typeof newMachineToken>;
