import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from '../app-environment.ts';
import { asksForPage } from '../http/static.ts';
import type { Identify } from './guard.ts';
import { plainPage } from './page.ts';
import type { AccessSettings } from './settings.ts';

/** Whoever opens an address of the screen signs in first, and comes to it then. */
export const signInFirst = (identify: Identify, kind: AccessSettings['kind']) =>
  createMiddleware<AppEnvironment>(async (context, next) => {
    if (kind === 'none' || !asksForPage(context)) return next();
    const caller = await identify(context);
    if (caller !== undefined && !(caller instanceof Response)) return next();
    return kind === 'oidc' ? toSignIn(context) : notThroughProxy(context);
  });

function toSignIn(context: Context): Response {
  const { pathname, search } = new URL(context.req.url);
  context.header('cache-control', 'no-store');
  return context.redirect(
    `/access/sign-in?${new URLSearchParams({ to: pathname + search }).toString()}`,
  );
}

function notThroughProxy(context: Context) {
  return plainPage(context, 401, {
    title: 'You are not signed in',
    sentences: [
      'The proxy in front of the console has not said who you are, or none of your groups has a role here.',
      'Open the console at its public address, or ask whoever runs it.',
    ],
    link: { href: '/', text: 'Try again' },
  });
}
