import { errors, jwtVerify } from 'jose';
import { queryStringHash } from '../jira/qsh.ts';
import { second, type Clock } from './clock.ts';
import { Forbidden, Unauthorized } from './errors.ts';
import { grantBehind, requireScopes } from './authorization/bearer.ts';
import { sandboxApp, sandboxPaths, sandboxToken, type Identity } from './identity.ts';
import type { SiteId } from './authorization/sites.ts';
import type { Store } from './store.ts';
import { unverifiedTexts } from './texts.ts';

const sharedKey = crypto.subtle.importKey(
  'raw',
  new TextEncoder().encode(sandboxApp.sharedSecret),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['verify'],
);
/** For clocks that differ a little. How much Jira allows is not established. */
const leewaySeconds = 30;

export interface Lock {
  identity: Identity;
  /** The real one: Connect apps sign with the real time, however far the sandbox's own clock was moved. */
  clock: Clock;
  /** Where the grants of users are kept. */
  grants: Store;
  /** The site behind the door. */
  siteId: SiteId;
}

/** Which of them each operation takes is documented per operation; here all of them take both. */
const scopes = ['read:jira-work', 'manage:jira-webhook'];

/** Lets the caller of a door pass, or throws. */
export async function authenticate(lock: Lock, request: Request): Promise<void> {
  const { identity, clock, siteId } = lock;
  const header = request.headers.get('Authorization');
  if (header === null) throw new Unauthorized('there is no Authorization header');
  const [scheme = '', credentials = ''] = header.split(/\s+(.*)/s, 2);
  switch (scheme.toLowerCase()) {
    case 'basic':
      // An API token or a password is a person, and only apps may call (FACTS, "Who may call").
      throw new Forbidden(unverifiedTexts.notAnApp);
    case 'jwt':
      if (identity === 'connect') return checkConnectToken(credentials, request, clock);
      break;
    case 'bearer':
      if (identity !== 'oauth') break;
      if (credentials === sandboxToken && siteId === 'sandbox') return undefined;
      return checkGrant(lock, request);
  }
  throw new Unauthorized(
    identity === 'connect' ? 'a Connect token is expected' : 'an access token is expected',
  );
}

async function checkGrant({ grants, siteId }: Lock, request: Request): Promise<void> {
  const given = await grantBehind(grants, request);
  if (!given.siteIds.includes(siteId)) {
    throw new Unauthorized('the user did not let the app use this site');
  }
  requireScopes(given, ...scopes);
}

async function checkConnectToken(token: string, request: Request, clock: Clock): Promise<void> {
  const now = clock.now();
  const { payload } = await jwtVerify(token, await sharedKey, {
    algorithms: ['HS256'],
    issuer: sandboxApp.key,
    requiredClaims: ['iat', 'exp', 'qsh'],
    currentDate: new Date(now),
    clockTolerance: leewaySeconds,
  }).catch((cause: unknown) => {
    throw new Unauthorized(cause instanceof errors.JOSEError ? cause.message : 'no valid token');
  });
  if ((payload.iat ?? 0) > now / second + leewaySeconds) {
    throw new Unauthorized('the token is issued in the future');
  }
  if (!(await isHashOf(request, payload['qsh']))) {
    throw new Unauthorized('the query string hash (qsh) is not the one of this request');
  }
}

/**
 * Atlassian's rule hashes the path below the product's base URL, which here is the door. Clients that
 * know only sites at the root of a host, as `jira.js` 5, hash the whole path: it names the same request.
 */
async function isHashOf({ method, url }: Request, hash: unknown): Promise<boolean> {
  const { pathname, searchParams } = new URL(url);
  const below = pathname.slice(sandboxPaths.connect.length);
  return (
    hash === (await queryStringHash(method, below, searchParams)) ||
    hash === (await queryStringHash(method, pathname, searchParams))
  );
}
