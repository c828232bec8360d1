import { SignJWT } from 'jose';
import { pathBelow, queryStringHash } from '../../jira/qsh.ts';
import { second } from '../clock.ts';
import { sandboxApp, sandboxClientKey, sandboxClientSecret, type Identity } from '../identity.ts';

/** The lifetime that Connect documents for its tokens. */
const lifetimeSeconds = 3 * 60;

/**
 * The `Authorization` of a delivery. `now` is the real time, by which receivers check, however far the
 * sandbox's own clock was moved; `baseUrl` is the Connect app's.
 */
export async function authorizationOf(
  identity: Identity,
  url: URL,
  baseUrl: string | null,
  now: number,
): Promise<string> {
  switch (identity) {
    case 'connect': {
      const qsh = await queryStringHash('POST', pathBelow(url, baseUrl), url.searchParams);
      const token = new SignJWT({ qsh }).setIssuer(sandboxClientKey);
      return `JWT ${await sign(token, sandboxApp.sharedSecret, now)}`;
    }
    case 'oauth':
      // Its further claims are not established; receivers require these two.
      return `Bearer ${await sign(new SignJWT(), sandboxClientSecret, now)}`;
  }
}

function sign(token: SignJWT, secret: string, now: number): Promise<string> {
  const issuedAt = Math.floor(now / second);
  return token
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
}
