import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Role } from '../../jira/access.ts';
import type { TokenScope } from '../../jira/machine-tokens.ts';
import type { AppEnvironment } from '../app-environment.ts';

/** `known`: anybody who signed in, or any program with a token. `scope`: the tokens that do as well. */
export type Rule = 'public' | 'known' | { role: Role; scope?: TokenScope };

type Methods = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'ALL', Rule>>;

const connection = '/api/connections/:id';
const webhook = `${connection}/rest/api/3/webhook`;
const failures = `${connection}/failures`;
const failure = `${failures}/:delivery/:time{[0-9]{1,15}}`;

const viewer: Rule = { role: 'viewer' };
const operator: Rule = { role: 'operator' };
const admin: Rule = { role: 'admin' };
const operating: Rule = { role: 'operator', scope: 'webhooks' };
const reading: Rule = { role: 'viewer', scope: 'webhooks' };

/**
 * Who may do what, for every route there is, by the path that it was registered with. `ALL` stands for the
 * methods that are not named. What is not in here is refused.
 */
export const routeTable: Readonly<Record<string, Methods>> = {
  // The files of the screen hold nothing secret; its page is not given before one has signed in.
  '/*': { ALL: 'public' },
  '/healthz': { GET: 'public' },
  '/readyz': { GET: 'public' },
  '/metrics': { GET: { role: 'viewer', scope: 'metrics' } },
  '/access/sign-in': { GET: 'public' },
  '/access/callback': { GET: 'public' },
  '/access/sign-out': { ALL: 'public' },
  '/access/signed-out': { GET: 'public' },
  '/access/page.css': { GET: 'public' },
  // Its own doors check credentials themselves, as Jira does.
  '/sandbox/rest/*': { ALL: 'public' },
  '/sandbox/ex/*': { ALL: 'public' },
  '/sandbox/auth/*': { ALL: 'public' },
  '/sandbox/auth/consent': { ALL: 'public' },
  '/sandbox/api/*': { ALL: 'public' },
  '/sandbox/control/*': { GET: viewer, ALL: operator },
  '/api/*': { ALL: 'known' },
  '/api/me': { GET: viewer },
  '/api/tokens': { GET: admin, POST: admin },
  '/api/tokens/:id': { DELETE: admin },
  '/api/connections': { GET: reading, POST: admin },
  '/api/connections/import': { POST: admin },
  [connection]: { GET: reading, PATCH: admin, DELETE: admin },
  [`${connection}/test`]: { POST: admin },
  '/api/oauth': { GET: viewer },
  '/api/oauth/start': { GET: admin },
  '/api/oauth/choices/:id': { GET: admin, POST: admin, DELETE: admin },
  '/api/oauth/callback': { GET: admin },
  // What a token for one connection is held to.
  [`${connection}/*`]: { ALL: 'known' },
  [webhook]: { GET: reading, POST: operating, DELETE: operating, ALL: operating },
  [`${webhook}/failed`]: { GET: reading, ALL: operating },
  [`${webhook}/refresh`]: { PUT: operating, ALL: operating },
  [failures]: { GET: viewer, POST: { role: 'operator', scope: 'failures:write' } },
  // It reads what Jira has anyway, only sooner.
  [`${failures}/read`]: { POST: viewer },
  [`${failures}/status`]: { GET: viewer },
  [`${failures}/histogram`]: { GET: viewer },
  [`${failures}/groups`]: { GET: viewer },
  [`${failures}/sparklines`]: { GET: viewer },
  [`${failures}/export`]: { GET: viewer },
  [`${failure}/body`]: { GET: viewer },
  [`${failure}/attempts`]: { GET: viewer },
  [`${failure}/resend`]: { POST: operator },
};

export function ruleOf(method: string, path: string): Rule | undefined {
  if (!Object.hasOwn(routeTable, path)) return undefined;
  const methods = routeTable[path];
  // A HEAD is answered by what answers GET.
  const name = method === 'HEAD' ? 'GET' : method;
  return methods?.[name as keyof Methods] ?? methods?.ALL;
}

/**
 * The rules of all that would take part in the answer, found by the router itself: no spelling of an
 * address can be one thing here and another there. Undefined where one of them is not in the table.
 */
export function rulesFor(context: Context<AppEnvironment>): Rule[] | undefined {
  const rules = matchedRoutes(context).map(({ path }) => ruleOf(context.req.method, path));
  const known = rules.filter((rule) => rule !== undefined);
  return known.length === rules.length ? known : undefined;
}
