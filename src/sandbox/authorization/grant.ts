import * as z from 'zod/mini';
import { day, hour, minute } from '../clock.ts';

/** FACTS, "Who may call": an hour, the leeway of a token that was used, and how long one may lie idle. */
export const accessLifetime = hour;
const leeway = 10 * minute;
const idleLimit = 90 * day;
/** How long Atlassian lets a code live is not established. */
const codeLifetime = 10 * minute;
/** Used refresh tokens that are known again, so that a reuse is told from nonsense. */
const mostRemembered = 50;

/** What a user let an app do. Tokens are kept as their hashes: nobody can read one out of the store. */
export const grant = z.object({
  id: z.string(),
  scopes: z.array(z.string()),
  siteIds: z.array(z.string()),
  redirectUri: z.string(),
  code: z.nullable(z.object({ hash: z.string(), expiresAt: z.number() })),
  accessTokens: z.array(z.object({ hash: z.string(), expiresAt: z.number() })),
  refreshTokens: z.array(z.object({ hash: z.string(), usedAt: z.nullable(z.number()) })),
  /** When a token was last given out: 90 days later it is over. */
  renewedAt: z.number(),
});
export type Grant = z.infer<typeof grant>;

export type Grants = ReadonlyMap<string, Grant>;

/** The hashes of the tokens that an exchange gives out. */
export interface NewTokens {
  access: string;
  refresh: string;
}

export type Consent = Pick<Grant, 'id' | 'scopes' | 'siteIds' | 'redirectUri'>;

/** An app reaches every site that its user ever chose, not only the one chosen last. */
export function consent(grants: Grants, given: Consent, codeHash: string, now: number): Grants {
  const earlier = [...grants.values()].flatMap(({ siteIds }) => siteIds);
  return new Map(grants).set(given.id, {
    ...given,
    siteIds: [...new Set([...given.siteIds, ...earlier])],
    code: { hash: codeHash, expiresAt: now + codeLifetime },
    accessTokens: [],
    refreshTokens: [],
    renewedAt: now,
  });
}

/** The grant of this code, with its first tokens; undefined where the code is good for nothing. */
export function redeemCode(
  grants: Grants,
  { codeHash, redirectUri }: { codeHash: string; redirectUri: string },
  tokens: NewTokens,
  now: number,
): Grant | undefined {
  const found = [...grants.values()].find(({ code }) => code?.hash === codeHash);
  if (!found?.code || found.code.expiresAt < now || found.redirectUri !== redirectUri) {
    return undefined;
  }
  return withTokens({ ...found, code: null }, tokens, now);
}

/**
 * What becomes of a refresh token that is shown. Each use gives a new one; the used one is good for ten
 * minutes more. Used later it must have been stolen or lost: the whole grant ends, as Auth0, on which
 * Atlassian's server is built, does it.
 */
export function redeemRefreshToken(
  grants: Grants,
  hash: string,
  tokens: NewTokens,
  now: number,
): { grants: Grants; renewed: Grant | undefined } {
  const found = [...grants.values()].find(({ refreshTokens }) =>
    refreshTokens.some((token) => token.hash === hash),
  );
  const shown = found?.refreshTokens.find((token) => token.hash === hash);
  if (!found || !shown) return { grants, renewed: undefined };
  const isReused = shown.usedAt !== null && shown.usedAt + leeway < now;
  if (isReused || found.renewedAt + idleLimit < now) {
    return { grants: withoutGrant(grants, found.id), renewed: undefined };
  }
  const refreshTokens = found.refreshTokens.map((token) =>
    token === shown ? { ...token, usedAt: token.usedAt ?? now } : token,
  );
  const renewed = withTokens({ ...found, refreshTokens }, tokens, now);
  return { grants: new Map(grants).set(renewed.id, renewed), renewed };
}

/** The grant whose access token this is, where it has not run out. */
export function grantOf(grants: Grants, hash: string, now: number): Grant | undefined {
  return [...grants.values()].find(({ accessTokens }) =>
    accessTokens.some((token) => token.hash === hash && token.expiresAt > now),
  );
}

export function withoutGrant(grants: Grants, id: string): Grants {
  return new Map([...grants].filter(([key]) => key !== id));
}

function withTokens(given: Grant, tokens: NewTokens, now: number): Grant {
  const accessTokens = given.accessTokens.filter(({ expiresAt }) => expiresAt > now);
  const refreshTokens = [...given.refreshTokens];
  if (given.scopes.includes('offline_access')) {
    refreshTokens.push({ hash: tokens.refresh, usedAt: null });
  }
  return {
    ...given,
    accessTokens: [...accessTokens, { hash: tokens.access, expiresAt: now + accessLifetime }],
    refreshTokens: refreshTokens.slice(-mostRemembered),
    renewedAt: now,
  };
}
