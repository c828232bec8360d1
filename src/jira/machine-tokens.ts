/** Tokens that programs show to the console: `/api/tokens`. */
import * as z from 'zod/mini';

const tokenScope = z.enum([
  /** Hand failures in. */
  'failures:write',
  /** The five operations. */
  'webhooks',
  /** Numbers of the console as a whole. */
  'metrics',
]);
export type TokenScope = z.output<typeof tokenScope>;

/** One of `GET /api/tokens`; times are milliseconds since the epoch. */
export const machineToken = z.object({
  id: z.string(),
  name: z.string(),
  scope: tokenScope,
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
export const createdMachineToken = z.object({ ...machineToken.shape, token: z.string() });
export type CreatedMachineToken = z.output<typeof createdMachineToken>;
