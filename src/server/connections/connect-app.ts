import { SignJWT } from 'jose';
import { pathBelow, queryStringHash } from '../../jira/qsh.ts';
import type { Deliveries, UpstreamCall } from './connection.ts';

/** Connect's documented lifetime of a token, in seconds. */
const lifetime = 3 * 60;

/** The `Authorization` of a Connect app for one call: signed for its method, path and query alone. */
export async function connectAuthorization(
  { appKey, sharedSecret }: { appKey: string; sharedSecret: string },
  { method, path, query }: UpstreamCall,
): Promise<string> {
  return sign(appKey, sharedSecret, await queryStringHash(method, path, query));
}

export interface DeliverySigning {
  /** By which the app knows whose secret it is, from its `installed` callback. */
  clientKey: string;
  /** The app's base URL, from its descriptor. */
  appUrl: string;
  sharedSecret: string;
}

/**
 * The `Authorization` of a site's deliveries to a Connect app. For the app's own address alone: the URL of a
 * failure may have been handed in by anybody, and who is shown a token can show it to the app for minutes.
 */
export function connectDeliveries({
  clientKey,
  appUrl,
  sharedSecret,
}: DeliverySigning): Deliveries {
  return {
    appUrl,
    isFor: ({ origin }) => origin === new URL(appUrl).origin,
    authorize: async (url) =>
      sign(
        clientKey,
        sharedSecret,
        await queryStringHash('POST', pathBelow(url, appUrl), url.searchParams),
      ),
  };
}

async function sign(issuer: string, sharedSecret: string, qsh: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ qsh })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(new TextEncoder().encode(sharedSecret));
  return `JWT ${token}`;
}
