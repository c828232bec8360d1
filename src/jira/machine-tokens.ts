/** Tokens that programs show to the console: `/api/tokens`. */
import * as z from 'zod/mini';

const scoped = z.discriminatedUnion('scope', [
  /** Hand failures in. */
  z.object({ scope: z.literal('failures:write'), connection: z.string() }),
  /** The five operations. */
  z.object({ scope: z.literal('webhooks'), connection: z.string() }),
  /** Numbers of the console as a whole. */
  z.object({ scope: z.literal('metrics') }),
]);
export type TokenScope = z.output<typeof scoped>['scope'];

const tokenName = z
  .string()
  .check(z.regex(/^[^\p{C}]{1,100}$/u, 'must be a text of 1 to 100 characters'));

/** What `POST /api/tokens` takes. */
export const newMachineToken = z.intersection(z.object({ name: tokenName }), scoped);
export type NewMachineToken = z.output<typeof newMachineToken>;

/** One of `GET /api/tokens`; times are milliseconds since the epoch. */
export const machineToken = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(['failures:write', 'webhooks', 'metrics']),
  /** Null where it is for no one connection. */
  connection: z.nullable(z.string()),
  createdAt: z.number(),
  createdBy: z.string(),
  lastUsedAt: z.nullable(z.number()),
});
export type MachineToken = z.output<typeof machineToken>;

/** The answer of `GET /api/tokens`. */
export const machineTokens = z.array(machineToken);

/** The answer of `POST /api/tokens`: the only time that the token itself is told. */
export const createdMachineToken = z.extend(machineToken, { token: z.string() });
export type CreatedMachineToken = z.output<typeof createdMachineToken>;
