import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Kysely } from 'kysely';
import type { Clock } from '../../../sandbox/clock.ts';
import type { AppEnvironment } from '../../app-environment.ts';
import { errorAnswer } from '../../error-answer.ts';
import type { Tables } from '../../store/tables.ts';
import type { KeyRing } from '../key-ring.ts';
import { NotUsable } from '../not-usable.ts';
import type { StoredConnections } from '../stored-connections.ts';
import { GrantEnded, type Atlassian } from './atlassian.ts';
import type { Grants } from './grants.ts';
import { keepSites } from './keep-sites.ts';

export interface OauthRoutesOptions {
  connections: StoredConnections;
  database: Kysely<Tables>;
  keys: KeyRing;
  clock: Clock;
  /** Undefined where no OAuth app is set up. */
  oauth: { atlassian: Atlassian; grants: Grants } | undefined;
}

const cookie = 'jira-sign-in';
const path = '/api/oauth';
/** As long as a person may look at the consent page. */
const patienceSeconds = 15 * 60;

/** `GET /start`: to Atlassian's consent page. Refused like all else where another site asks for it. */
export function startOauth({ oauth }: OauthRoutesOptions) {
  return new Hono<AppEnvironment>().get('/', (context) => {
    if (!oauth) return notSetUp(context);
    const state = oauth.atlassian.newState();
    const { origin, protocol } = new URL(context.req.url);
    setCookie(context, cookie, state, {
      path,
      httpOnly: true,
      // Lax: Atlassian sends the browser back from another site.
      sameSite: 'Lax',
      secure: protocol === 'https:',
      maxAge: patienceSeconds,
    });
    return context.redirect(oauth.atlassian.authorizeUrl(`${origin}${path}/callback`, state));
  });
}

/**
 * `GET /callback`: the browser comes back from Atlassian. Only one that began here has the cookie with the
 * state, which is good for one answer.
 */
export function finishOauth({ connections, database, keys, clock, oauth }: OauthRoutesOptions) {
  return new Hono<AppEnvironment>().get('/', async (context) => {
    if (!oauth) return notSetUp(context);
    const { atlassian, grants } = oauth;
    const url = new URL(context.req.url);
    const state = getCookie(context, cookie);
    deleteCookie(context, cookie, { path });
    if (state === undefined) {
      return errorAnswer(context, 400, 'This sign-in took too long, or began in another browser.');
    }
    try {
      const tokens = await atlassian.redeem(url, state, `${url.origin}${path}/callback`);
      const user = await atlassian.user(tokens.accessToken);
      const sites = (await atlassian.sites(tokens.accessToken)).filter(({ scopes }) =>
        scopes.includes('manage:jira-webhook'),
      );
      if (sites.length === 0) {
        return errorAnswer(
          context,
          409,
          'This user chose no Jira site, or may not let the app use it.',
        );
      }
      const consented = { clientId: atlassian.clientId, user, sites, tokens };
      const { grantId, connectionIds } = await keepSites(database, keys, consented, clock.now());
      grants.forget(grantId);
      await connections.reload();
      return context.redirect(`/?connected=${connectionIds.join(',')}`, 303);
    } catch (cause) {
      if (cause instanceof GrantEnded) {
        return errorAnswer(context, 400, `Nothing was connected: ${cause.message}`);
      }
      if (cause instanceof NotUsable) return errorAnswer(context, cause.status, cause.message);
      throw cause;
    }
  });
}

function notSetUp(context: Context): Response {
  return errorAnswer(
    context,
    409,
    'No OAuth app is set up: start the console with OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET.',
  );
}
