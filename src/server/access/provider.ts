import * as client from 'openid-client';
import * as z from 'zod/mini';
import { fetchSmall } from './fetch-small.ts';
import { roleOf } from './caller.ts';
import type { SignInFlow } from './cookies.ts';
import type { SignedIn } from './sessions.ts';
import type { ProviderSettings } from './settings.ts';

export const callbackPath = '/access/callback';

/** The provider knows the person, and nothing makes them a viewer, an operator or an admin. */
export class NoRole extends Error {
  override readonly name = 'NoRole';
}

export type Provider = ReturnType<typeof openProvider>;

const text = z.catch(z.optional(z.string()), undefined);
const claimsShape = z.looseObject({
  sub: z.string(),
  name: text,
  preferred_username: text,
  email: text,
});

/** Log-in by OpenID Connect: the code flow with PKCE, state and nonce. Asked for its addresses when first needed. */
export function openProvider(settings: ProviderSettings) {
  const { publicUrl, roleClaim, roles } = settings;
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = () =>
    (discovered ??= discover(settings).catch((cause: unknown) => {
      // Asked anew the next time: a provider that was down for a moment must not lock everybody out.
      discovered = undefined;
      throw cause;
    }));

  return {
    /** Where to send the browser, and what to keep until it comes back. */
    async begin(to: string): Promise<{ url: URL; flow: SignInFlow }> {
      const provider = await configuration();
      const flow = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        to,
      };
      const url = client.buildAuthorizationUrl(provider, {
        redirect_uri: new URL(callbackPath, publicUrl).href,
        scope: 'openid profile email',
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
      });
      return { url, flow };
    },

    /** Who came back with this query. */
    async finish(search: string, { state, nonce, verifier }: SignInFlow): Promise<SignedIn> {
      const provider = await configuration();
      const answer = new URL(callbackPath + search, publicUrl);
      const tokens = await client.authorizationCodeGrant(provider, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const token = claimsShape.parse(tokens.claims());
      const claims = Object.hasOwn(token, roleClaim)
        ? token
        : { ...token, ...(await userInfo(provider, tokens.access_token, token.sub)) };
      const role = roleOf(valuesOf(claims[roleClaim]), roles);
      if (role === undefined) throw new NoRole();
      const name = claims.name ?? claims.preferred_username ?? claims.email ?? claims.sub;
      return { name: name.slice(0, 200), role };
    },
  };
}

function discover({
  issuer,
  clientId,
  clientSecret,
}: ProviderSettings): Promise<client.Configuration> {
  const basic = client.ClientSecretBasic(clientSecret);
  const post = client.ClientSecretPost(clientSecret);
  return client.discovery(
    issuer,
    clientId,
    clientSecret,
    // Basic is what a provider takes that does not say (OpenID Connect Discovery 1.0, 3).
    (server, ...rest) => {
      const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
      (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
    },
    {
      // The library asks with forms alone.
      [client.customFetch]: (url, { method, headers, body, signal }) =>
        fetchSmall(url, {
          method,
          headers,
          redirect: 'manual',
          ...(body instanceof URLSearchParams ? { body } : {}),
          ...(signal ? { signal } : {}),
        }),
      // Only this machine's own is let through the settings without https.
      ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
    },
  );
}

/** Providers may leave claims out of the ID token (OpenID Connect Core 1.0, 5.4). */
async function userInfo(provider: client.Configuration, accessToken: string, subject: string) {
  if (provider.serverMetadata().userinfo_endpoint === undefined) return {};
  return claimsShape.parse(await client.fetchUserInfo(provider, accessToken, subject));
}

function valuesOf(claim: unknown): string[] {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.filter((value) => typeof value === 'string');
}
