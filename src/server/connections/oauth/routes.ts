import { Hono } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import type { Kysely } from 'kysely';
import type { Clock } from '../../../sandbox/clock.ts';
import type { AppEnvironment } from '../../app-environment.ts';
import type { Tables } from '../../store/tables.ts';
import type { KeyRing } from '../key-ring.ts';
import { NotUsable } from '../not-usable.ts';
import type { StoredConnections } from '../stored-connections.ts';
import { GrantEnded, type Atlassian } from './atlassian.ts';
import { problemOf, refuse, refuseSetUp } from './consent-problem.ts';
import type { Grants } from './grants.ts';
import { keepConsent, type Kept } from './keep-consent.ts';
import { callbackUrl, consentCookie, consentPath, readFlow } from './start.ts';

export interface OauthRoutesOptions {
  connections: StoredConnections;
  database: Kysely<Tables>;
  keys: KeyRing;
  clock: Clock;
  /** Undefined where no OAuth app is set up. */
  oauth: { atlassian: Atlassian; grants: Grants } | undefined;
}

/**
 * `GET /callback`: the browser comes back from Atlassian. Only one that began here has the cookie with the
 * state, which is good for one answer.
 */
export function finishOauth(options: OauthRoutesOptions, publicOrigin: string | undefined) {
  const { connections, oauth } = options;
  return new Hono<AppEnvironment>().get('/', async (context) => {
    if (!oauth) return refuseSetUp(context);
    const flow = readFlow(getCookie(context, consentCookie));
    deleteCookie(context, consentCookie, { path: consentPath });
    if (flow === undefined) {
      return refuse(
        context,
        'stale',
        400,
        'This sign-in took too long, or began in another browser.',
      );
    }
    // One that was removed in the meantime can't be healed.
    const known = flow.again === undefined ? undefined : await connections.find(flow.again);
    try {
      const kept = await takeConsent(options, oauth, {
        answer: new URL(context.req.url),
        state: flow.state,
        callback: callbackUrl(context, publicOrigin),
        again: known?.id,
      });
      if (kept === undefined) {
        const sentence = 'This user chose no Jira site, or may not let the app use it.';
        return refuse(context, 'no-site', 409, sentence);
      }
      await connections.reload();
      if (kept.kind === 'other-user') {
        const sentence = 'The consent is another Atlassian user’s than that of the connection.';
        return refuse(context, 'other-user', 409, sentence);
      }
      return context.redirect(screenOf(kept), 303);
    } catch (cause) {
      if (cause instanceof GrantEnded) {
        return refuse(context, problemOf(cause), 400, `Nothing was connected: ${cause.message}`);
      }
      if (cause instanceof NotUsable) {
        return refuse(context, problemOf(cause), cause.status, cause.message);
      }
      throw cause;
    }
  });
}

interface Answered {
  answer: URL;
  state: string;
  callback: string;
  again: string | undefined;
}

/** Undefined where there is no site to connect: then nothing is kept. */
async function takeConsent(
  { database, keys, clock }: OauthRoutesOptions,
  { atlassian, grants }: NonNullable<OauthRoutesOptions['oauth']>,
  { answer, state, callback, again }: Answered,
): Promise<Kept | undefined> {
  const tokens = await atlassian.redeem(answer, state, callback);
  const user = await atlassian.user(tokens.accessToken);
  const sites = (await atlassian.sites(tokens.accessToken)).filter(({ scopes }) =>
    scopes.includes('manage:jira-webhook'),
  );
  if (sites.length === 0) return undefined;
  const consented = { clientId: atlassian.clientId, user, sites, tokens, again };
  const kept = await keepConsent(database, keys, consented, clock.now());
  grants.forget(kept.grantId);
  return kept;
}

/** Where the screen goes on from here. */
function screenOf(kept: Exclude<Kept, { kind: 'other-user' }>): string {
  return kept.kind === 'choose'
    ? `/connect?choose=${kept.grantId}`
    : `/connect?${kept.kind}=${kept.connectionIds.join(',')}`;
}
