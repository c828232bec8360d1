import { SignJWT } from 'jose';
import { queryStringHash } from '../../jira/qsh.ts';
import type { UpstreamCall } from '../connections.ts';

/** Connect's documented lifetime of a token, in seconds. */
const lifetime = 3 * 60;

/** The `Authorization` of a Connect app for one call: signed for its method, path and query alone. */
export async function connectAuthorization(
  { appKey, sharedSecret }: { appKey: string; sharedSecret: string },
  { method, path, query }: UpstreamCall,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ qsh: await queryStringHash(method, path, query) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(appKey)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(new TextEncoder().encode(sharedSecret));
  return `JWT ${token}`;
}
