import * as z from 'zod/mini';

/** The weakest first: each may do what those before it may. */
export const role = z.enum(['viewer', 'operator', 'admin']);
export type Role = z.output<typeof role>;

/** The answer of `GET /api/me`. */
export const me = z.object({
  name: z.string(),
  role,
  /** How one came in; `none` where the console is open to its own machine. */
  signIn: z.enum(['none', 'oidc', 'proxy']),
});
export type Me = z.output<typeof me>;

/** The header of a 401 that is the console's own, and not Jira's: its value is where one signs in. */
export const signInHeader = 'x-sign-in';
