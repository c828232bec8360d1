import { Hono, type Context } from 'hono';
import type { AppEnvironment } from '../app-environment.ts';
import { namesOf, type Logger } from '../log.ts';
import type { Cookies } from './cookies.ts';
import { plainPage } from './page.ts';
import { NoRole, type Provider } from './provider.ts';
import type { Sessions } from './sessions.ts';

export interface SignInOptions {
  publicUrl: URL;
  provider: Provider;
  sessions: Sessions;
  cookies: Cookies;
  logger: Logger;
}

const signInAgain = { href: '/access/sign-in', text: 'Sign in' };
/** Longer ones don't fit into a cookie; one then comes back to the start. */
const longestReturn = 2000;

/** `/access/sign-in`, `/access/callback`, `/access/sign-out`: in by the provider, out again. */
export function signInRoutes({ publicUrl, provider, sessions, cookies, logger }: SignInOptions) {
  const app = new Hono<AppEnvironment>();
  const warn = (context: Context<AppEnvironment>, cause: unknown, message: string) =>
    logger.warn({ requestId: context.get('requestId'), cause: namesOf(cause) }, message);

  app.get('/access/sign-in', async (context) => {
    context.header('cache-control', 'no-store');
    try {
      const { url, flow } = await provider.begin(returnPath(context.req.query('to'), publicUrl));
      cookies.setFlow(context, flow);
      return context.redirect(url.href);
    } catch (cause) {
      warn(context, cause, 'no log-in provider');
      return plainPage(context, 502, {
        title: 'Signing in is not possible now',
        sentences: ['The provider that knows who you are can’t be reached. Try again in a moment.'],
        link: { ...signInAgain, text: 'Try again' },
      });
    }
  });

  app.get('/access/callback', async (context) => {
    context.header('cache-control', 'no-store');
    const flow = cookies.flow(context);
    cookies.dropFlow(context);
    if (!flow) {
      return plainPage(context, 400, {
        title: 'You are not signed in',
        sentences: [
          'The sign-in took longer than ten minutes, or was begun in another browser; or this browser keeps no cookies for the console.',
        ],
        link: signInAgain,
      });
    }
    try {
      const person = await provider.finish(new URL(context.req.url).search, flow);
      // Never one that the browser came with: somebody else may have put it there (ASVS 7.2.4).
      const before = cookies.session(context);
      if (before !== undefined) await sessions.end(before);
      cookies.setSession(context, await sessions.open(person));
      return context.redirect(new URL(returnPath(flow.to, publicUrl), publicUrl).href);
    } catch (cause) {
      warn(context, cause, 'log-in refused');
      return plainPage(context, 403, refusalOf(cause, context.get('requestId')));
    }
  });

  app.post('/access/sign-out', async (context) => {
    const id = cookies.session(context);
    if (id !== undefined) await sessions.end(id);
    cookies.dropSession(context);
    return context.body(null, 204);
  });
  return app;
}

function refusalOf(cause: unknown, requestId: string) {
  return cause instanceof NoRole
    ? {
        title: 'You have no role in this console',
        sentences: [
          'Your account is known, but none of its groups may use the console. Ask whoever runs it.',
        ],
        link: { ...signInAgain, text: 'Sign in as somebody else' },
      }
    : {
        title: 'You are not signed in',
        sentences: [
          'What the provider answered could not be accepted. Sign in again.',
          `If that does not help, the console’s log tells more under the request id ${requestId}.`,
        ],
        link: signInAgain,
      };
}

/** An address of the screen, as a path; anything else is the start. */
function returnPath(asked: string | undefined, publicUrl: URL): string {
  const url = asked?.startsWith('/') ? URL.parse(asked, publicUrl) : null;
  const isScreen = url?.origin === publicUrl.origin && !/^\/(?:access|api)\//.test(url.pathname);
  const path = url && isScreen ? url.pathname + url.search + url.hash : '/';
  // Two slashes at its start would name another host.
  return path.startsWith('//') || path.length > longestReturn ? '/' : path;
}
