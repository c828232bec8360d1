import * as oauth from 'oauth4webapi';
import * as z from 'zod/mini';
import type { Connection } from '../connection.ts';
import { NotUsable } from '../not-usable.ts';
import { wholeAnswer } from './whole-answer.ts';

export interface OauthSettings {
  clientId: string;
  clientSecret: string;
  /** Atlassian's authorization server and its gateway, without a trailing slash. */
  authUrl: string;
  apiUrl: string;
}

/** What the console needs; `read:me` so that it can say as whom it sees (FACTS, "Who may call"). */
const scopes = 'read:me read:jira-work manage:jira-webhook offline_access';

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** By the real time, in milliseconds. */
  expiresAt: number;
}

/** The user has to consent again: no further try would do. */
export class GrantEnded extends Error {
  override readonly name = 'GrantEnded';
}

const site = z.object({
  id: z.string(),
  name: z.string(),
  // It becomes a link.
  url: z.url({ protocol: /^https?$/ }),
  scopes: z.array(z.string()),
});
export type AccessibleSite = z.output<typeof site>;
const user = z.object({ account_id: z.string().check(z.minLength(1)), name: z.string() });

export type Atlassian = ReturnType<typeof createAtlassian>;

/**
 * Atlassian's side of OAuth 2.0 (3LO), as its guide documents it. It documents no PKCE. `send` is the way
 * there: not the platform's fetch, see `site-network.ts`.
 */
export function createAtlassian(
  { clientId, clientSecret, authUrl, apiUrl }: OauthSettings,
  send: Connection['fetch'],
) {
  const server: oauth.AuthorizationServer = {
    issuer: authUrl,
    authorization_endpoint: `${authUrl}/authorize`,
    token_endpoint: `${authUrl}/oauth/token`,
  };
  const client: oauth.Client = { client_id: clientId };
  const secret = oauth.ClientSecretPost(clientSecret);
  const options = {
    [oauth.customFetch]: sendAsJson(send),
    // Only a setting can name an address without TLS, and only one of this machine.
    [oauth.allowInsecureRequests]: true,
  };

  return {
    clientId,
    apiUrl,
    newState: oauth.generateRandomState,
    authorizeUrl(redirectUri: string, state: string): string {
      const query = new URLSearchParams({
        audience: 'api.atlassian.com',
        client_id: clientId,
        scope: scopes,
        redirect_uri: redirectUri,
        state,
        response_type: 'code',
        prompt: 'consent',
      });
      return `${authUrl}/authorize?${query}`;
    },
    /** Throws {@link GrantEnded} where the user said no, or the answer is not to our question. */
    async redeem(answer: URL, state: string, redirectUri: string): Promise<Tokens> {
      try {
        const parameters = oauth.validateAuthResponse(server, client, answer, state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          secret,
          parameters,
          redirectUri,
          oauth.nopkce,
          options,
        );
        return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response));
      } catch (cause) {
        throw explain(cause);
      }
    },
    /** Throws {@link GrantEnded} where this refresh token is good for nothing any more. */
    async refresh(refreshToken: string): Promise<Tokens> {
      try {
        const response = await oauth.refreshTokenGrantRequest(
          server,
          client,
          secret,
          refreshToken,
          options,
        );
        return tokensOf(await oauth.processRefreshTokenResponse(server, client, response));
      } catch (cause) {
        throw explain(cause);
      }
    },
    user: (accessToken: string) => read(send, `${apiUrl}/me`, accessToken, user),
    sites: (accessToken: string) =>
      read(send, `${apiUrl}/oauth/token/accessible-resources`, accessToken, z.array(site)),
  };
}

function tokensOf(answer: oauth.TokenEndpointResponse): Tokens {
  if (answer.refresh_token === undefined) {
    throw new GrantEnded('Atlassian gave no refresh token: the app must ask for offline_access.');
  }
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: Date.now() + (answer.expires_in ?? 3600) * 1000,
  };
}

/** Atlassian documents JSON bodies, and shows an answer without the `token_type` that RFC 6749 asks for. */
const sendAsJson =
  (send: Connection['fetch']) =>
  async (
    url: string,
    { body, headers, method }: oauth.CustomFetchOptions<'POST', URLSearchParams>,
  ): Promise<Response> => {
    const response = await wholeAnswer(send, url, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(body)),
    });
    if (!response.ok) return response;
    const fields = z.record(z.string(), z.unknown()).safeParse(await response.json());
    return Response.json({ token_type: 'Bearer', ...fields.data });
  };

/** What is told of a failure: the words of the server, and never what was sent. */
function explain(cause: unknown): Error {
  if (cause instanceof GrantEnded) return cause;
  if (cause instanceof oauth.AuthorizationResponseError) {
    return new GrantEnded(told(cause.error, cause.error_description), { cause });
  }
  if (cause instanceof oauth.ResponseBodyError && cause.error === 'invalid_grant') {
    return new GrantEnded(told(cause.error, cause.error_description), { cause });
  }
  if (cause instanceof oauth.ResponseBodyError) {
    const said = told(cause.error, cause.error_description);
    return new NotUsable(502, `Atlassian’s sign-in refused the console itself: ${said}`, { cause });
  }
  if (cause instanceof oauth.OperationProcessingError && cause.code === oauth.INVALID_RESPONSE) {
    return new GrantEnded('The answer does not belong to a sign-in that this browser began.', {
      cause,
    });
  }
  const sentence =
    'Atlassian’s sign-in could not be reached, or did not answer as it should. Try again in a moment.';
  return new NotUsable(502, sentence, { cause });
}

const told = (error: string, description: string | undefined) =>
  (description ?? error).slice(0, 300);

async function read<T>(
  send: Connection['fetch'],
  url: string,
  accessToken: string,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  try {
    const response = await wholeAnswer(send, url, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return schema.parse(await response.json());
  } catch (cause) {
    const what = url.endsWith('/me') ? 'who signed in' : 'the sites of this user';
    throw new NotUsable(502, `Atlassian did not tell ${what}. Try again in a moment.`, { cause });
  }
}
