import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import type { Store } from '../store.ts';
import { unverifiedTexts } from '../texts.ts';
import { consentPage, consentStyle, refusalPage } from './consent-page.ts';
import { consent } from './grant.ts';
import { hashOf, newSecret } from './secrets.ts';
import { knownScopes, sandboxClientId, sandboxSites } from './sites.ts';

const authorizeQuery = z.object({
  audience: z.literal('api.atlassian.com', 'audience must be api.atlassian.com.'),
  client_id: z.literal(sandboxClientId, 'The client_id is not known.'),
  redirect_uri: z.string('redirect_uri is missing.'),
  response_type: z.literal('code', 'response_type must be code.'),
  scope: z.string('scope is missing.'),
  prompt: z.literal('consent', 'prompt must be consent.'),
  // "required for security", says Atlassian's guide.
  state: z.string('state is missing.').check(z.minLength(1, 'state is missing.')),
});

const consentForm = z.object({
  scope: z.string(),
  redirect_uri: z.string(),
  state: z.string(),
  site: z.enum(sandboxSites.map(({ id }) => id)),
  answer: z.enum(['accept', 'cancel']),
});

/** `/authorize` and the answer to its page. */
export function authorizeRoutes(store: Store): Hono {
  const app = new Hono();
  app.get('/consent.css', (context) =>
    context.body(consentStyle, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );

  app.get('/authorize', (context) => {
    const query = authorizeQuery.safeParse(context.req.query());
    if (!query.success) return refuse(context, query.error.issues[0]?.message);
    const { redirect_uri: redirectUri, state } = query.data;
    if (!isCallback(redirectUri, context.req.url)) {
      return refuse(context, unverifiedTexts.unknownCallback);
    }
    const scopes = scopesIn(query.data.scope);
    const unknown = scopes.filter((scope) => !knownScopes.includes(scope));
    if (unknown.length > 0 || scopes.length === 0) {
      const error = { error: 'invalid_scope', error_description: unverifiedTexts.unknownScope };
      return context.redirect(withParameters(redirectUri, { ...error, state }));
    }
    return context.html(consentPage({ scopes, redirectUri, state }));
  });

  app.post('/consent', async (context) => {
    const form = consentForm.safeParse(await context.req.parseBody());
    if (!form.success || !isCallback(form.data.redirect_uri, context.req.url)) {
      return refuse(context, unverifiedTexts.unknownCallback);
    }
    const { scope, redirect_uri: redirectUri, state, site, answer } = form.data;
    if (answer === 'cancel') {
      const error = { error: 'access_denied', error_description: unverifiedTexts.consentDenied };
      return context.redirect(withParameters(redirectUri, { ...error, state }));
    }
    const code = newSecret();
    const codeHash = await hashOf(code);
    const given = {
      id: crypto.randomUUID(),
      scopes: scopesIn(scope).filter((name) => knownScopes.includes(name)),
      siteIds: [site],
      redirectUri,
    };
    await store.change((kept, now) => ({
      state: { ...kept, grants: consent(kept.grants, given, codeHash, now) },
      answer: undefined,
    }));
    return context.redirect(withParameters(redirectUri, { state, code }));
  });
  return app;
}

function refuse(context: Context, reason: string = unverifiedTexts.invalidPayload) {
  return context.html(refusalPage(reason), 400);
}

const scopesIn = (text: string) => [...new Set(text.split(/\s+/).filter((name) => name !== ''))];

/** An app's callbacks are registered; here they are the console's own, and any program of this machine. */
function isCallback(redirectUri: string, requestUrl: string): boolean {
  const url = URL.parse(redirectUri);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return (
    url.origin === new URL(requestUrl).origin ||
    /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  );
}

function withParameters(redirectUri: string, parameters: Record<string, string>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
