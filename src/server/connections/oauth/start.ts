import { Hono, type Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { AppEnvironment } from '../../app-environment.ts';
import { refuseSetUp } from './consent-problem.ts';
import type { OauthRoutesOptions } from './routes.ts';

export const consentCookie = 'jira-sign-in';
export const consentPath = '/api/oauth';
/** As long as a person may look at the consent page. */
const patienceSeconds = 15 * 60;

/** `GET /start`: to Atlassian's consent page. Refused like all else where another site asks for it. */
export function startOauth({ oauth }: OauthRoutesOptions, publicOrigin: string | undefined) {
  return new Hono<AppEnvironment>().get('/', (context) => {
    if (!oauth) return refuseSetUp(context);
    const state = oauth.atlassian.newState();
    const callback = callbackUrl(context, publicOrigin);
    setCookie(context, consentCookie, flowText(state, context.req.query('again')), {
      path: consentPath,
      httpOnly: true,
      // Lax: Atlassian sends the browser back from another site.
      sameSite: 'Lax',
      secure: callback.startsWith('https:'),
      maxAge: patienceSeconds,
    });
    return context.redirect(oauth.atlassian.authorizeUrl(callback, state));
  });
}

/** Behind a proxy the address that browsers know is not the one that a request is made to. */
export function callbackUrl(context: Context, publicOrigin: string | undefined): string {
  return `${publicOrigin ?? new URL(context.req.url).origin}${consentPath}/callback`;
}

/** What a consent that has begun must find again: its state, and the connection that it is to heal. */
interface Flow {
  state: string;
  again: string | undefined;
}

const flowText = (state: string, again: string | undefined) =>
  again !== undefined && /^[a-z\d-]{1,60}$/.test(again) ? `${state}.${again}` : state;

export function readFlow(cookie: string | undefined): Flow | undefined {
  const [state, again] = cookie?.split('.') ?? [];
  return state ? { state, again } : undefined;
}
