import * as oauth from 'oauth4webapi';
import * as z from 'zod/mini';
import { fetchSmall } from '../../fetch-small.ts';
import { NotUsable } from '../not-usable.ts';

export interface OauthSettings {
  clientId: string;
  clientSecret: string;
  /** Atlassian's authorization server and its gateway, without a trailing slash. */
  authUrl: string;
  apiUrl: string;
}

/** What the console needs; `read:me` so that it can say as whom it sees (FACTS, "Who may call"). */
const scopes = 'read:me read:jira-work manage:jira-webhook offline_access';
const patienceMs = 15_000;

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
  url: z.string(),
  scopes: z.array(z.string()),
});
export type AccessibleSite = z.output<typeof site>;
const user = z.object({ account_id: z.string().check(z.minLength(1)), name: z.string() });

export type Atlassian = ReturnType<typeof createAtlassian>;

/** Atlassian's side of OAuth 2.0 (3LO), as its guide documents it. It documents no PKCE. */
export function createAtlassian({ clientId, clientSecret, authUrl, apiUrl }: OauthSettings) {
  const server: oauth.AuthorizationServer = {
    issuer: authUrl,
    authorization_endpoint: `${authUrl}/authorize`,
    token_endpoint: `${authUrl}/oauth/token`,
  };
  const client: oauth.Client = { client_id: clientId };
  const secret = oauth.ClientSecretPost(clientSecret);
  const options = () => ({
    [oauth.customFetch]: sendAsJson,
    // Only a setting can name an address without TLS, and only one of this machine.
    [oauth.allowInsecureRequests]: true,
    signal: AbortSignal.timeout(patienceMs),
  });

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
          options(),
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
          options(),
        );
        return tokensOf(await oauth.processRefreshTokenResponse(server, client, response));
      } catch (cause) {
        throw explain(cause);
      }
    },
    user: (accessToken: string) => read(`${apiUrl}/me`, accessToken, user),
    sites: (accessToken: string) =>
      read(`${apiUrl}/oauth/token/accessible-resources`, accessToken, z.array(site)),
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
async function sendAsJson(
  url: string,
  { body, headers, method, signal }: oauth.CustomFetchOptions<'POST', URLSearchParams>,
): Promise<Response> {
  const response = await fetchSmall(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(body)),
    redirect: 'manual',
    signal: signal ?? null,
  });
  if (!response.ok) return response;
  const fields = z.record(z.string(), z.unknown()).safeParse(await response.json());
  return Response.json({ token_type: 'Bearer', ...fields.data });
}

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
  return new NotUsable(502, 'Atlassian’s sign-in could not be reached. Try again in a moment.', {
    cause,
  });
}

const told = (error: string, description: string | undefined) =>
  (description ?? error).slice(0, 300);

async function read<T>(url: string, accessToken: string, schema: z.ZodMiniType<T>): Promise<T> {
  try {
    const response = await fetchSmall(url, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return schema.parse(await response.json());
  } catch (cause) {
    const what = url.endsWith('/me') ? 'who signed in' : 'the sites of this user';
    throw new NotUsable(502, `Atlassian did not tell ${what}. Try again in a moment.`, { cause });
  }
}
