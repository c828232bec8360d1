import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { signInHeader } from '../../jira/access.ts';
import type { AppEnvironment } from '../app-environment.ts';
import { errorAnswer } from '../http/error-answer.ts';
import { isAtLeast, type Caller } from './caller.ts';
import { rulesFor, type Rule } from './route-table.ts';
import type { AccessSettings } from './settings.ts';

/** Who asks; undefined where nobody can say, and an answer where what was shown is wrong. */
export type Identify = (context: Context<AppEnvironment>) => Promise<Caller | Response | undefined>;

/** The one place where it is decided who may do what. */
export const guard = (identify: Identify, kind: AccessSettings['kind']) =>
  createMiddleware<AppEnvironment>(async (context, next) => {
    const rules = rulesFor(context);
    if (rules === undefined) {
      return errorAnswer(context, 403, 'Nobody has been allowed to do this.');
    }
    if (rules.every((rule) => rule === 'public')) return next();
    const caller = await identify(context);
    if (caller instanceof Response) return caller;
    if (caller === undefined) return unknownCaller(context, kind);
    const broken = rules.find((rule) => !allows(rule, caller));
    if (broken !== undefined) return forbidden(context, broken, caller);
    context.set('caller', caller);
    return next();
  });

/** A token for one connection opens no other. By the parameter that the routes themselves read. */
export const ownConnectionOnly = createMiddleware<AppEnvironment>(async (context, next) => {
  const caller = context.get('caller');
  const id = context.req.param('id');
  if (caller?.kind !== 'machine' || caller.connectionId === id) return next();
  return errorAnswer(context, 403, 'This token is for another connection.');
});

function allows(rule: Rule, caller: Caller): boolean {
  if (typeof rule === 'string') return true;
  return caller.kind === 'person' ? isAtLeast(caller.role, rule.role) : caller.scope === rule.scope;
}

function unknownCaller(context: Context, kind: AccessSettings['kind']): Response {
  return kind === 'oidc'
    ? errorAnswer(context, 401, 'You are not signed in, or no longer. Sign in again.', {
        [signInHeader]: '/access/sign-in',
        'www-authenticate': 'Bearer',
      })
    : errorAnswer(
        context,
        401,
        'The proxy in front of the console has not said who you are, or none of your groups has a role here.',
        { [signInHeader]: '/', 'www-authenticate': 'Bearer' },
      );
}

function forbidden(context: Context, rule: Rule, caller: Caller): Response {
  const least = typeof rule === 'string' ? 'viewer' : rule.role;
  return errorAnswer(
    context,
    403,
    caller.kind === 'machine'
      ? `This token is for ${caller.scope} only.`
      : `This needs the role ${least}, and yours is ${caller.role}.`,
  );
}
