import * as z from 'zod/mini';
import { sandboxClientSecret } from '../identity.ts';
import { json } from '../json.ts';
import type { Store } from '../store.ts';
import { establishedTexts, unverifiedTexts } from '../texts.ts';
import { second } from '../clock.ts';
import { accessLifetime, redeemCode, redeemRefreshToken, type Grant } from './grant.ts';
import { hashOf, newSecret } from './secrets.ts';
import { sandboxClientId } from './sites.ts';

const tokenRequest = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('authorization_code'),
    client_id: z.string(),
    client_secret: z.string(),
    code: z.string(),
    redirect_uri: z.string(),
  }),
  z.object({
    grant_type: z.literal('refresh_token'),
    client_id: z.string(),
    client_secret: z.string(),
    refresh_token: z.string(),
  }),
]);
type TokenRequest = z.infer<typeof tokenRequest>;

const mostBytes = 64 * 1024;

/** `POST /oauth/token`: Atlassian documents JSON; most OAuth clients send a form (RFC 6749, 4.1.3). */
export async function giveTokens(store: Store, request: Request): Promise<Response> {
  const parsed = tokenRequest.safeParse(await readFields(request));
  if (!parsed.success) return refuse(400, 'invalid_request', unverifiedTexts.invalidPayload);
  const asked = parsed.data;
  if (asked.client_id !== sandboxClientId || asked.client_secret !== sandboxClientSecret) {
    return refuse(401, 'access_denied', unverifiedTexts.unauthorized);
  }
  const access = newSecret();
  const refresh = newSecret();
  const redeem = await redeeming(asked, {
    access: await hashOf(access),
    refresh: await hashOf(refresh),
  });
  const renewed = await store.change(redeem);
  if (!renewed) {
    // 403, and not the 400 of RFC 6749, 5.2 (Atlassian, "Implementing the Refresh Token Flow").
    return asked.grant_type === 'refresh_token'
      ? refuse(403, 'invalid_grant', establishedTexts.deadRefreshToken)
      : refuse(403, 'invalid_grant', unverifiedTexts.deadCode);
  }
  return json(
    {
      access_token: access,
      ...(renewed.scopes.includes('offline_access') ? { refresh_token: refresh } : {}),
      expires_in: accessLifetime / second,
      token_type: 'Bearer',
      scope: renewed.scopes.join(' '),
    },
    200,
    { 'cache-control': 'no-store' },
  );
}

type Redeeming = (
  state: Store['state'],
  now: number,
) => { state: Store['state']; answer: Grant | undefined };

async function redeeming(
  asked: TokenRequest,
  tokens: { access: string; refresh: string },
): Promise<Redeeming> {
  if (asked.grant_type === 'refresh_token') {
    const hash = await hashOf(asked.refresh_token);
    return (state, now) => {
      const { grants, renewed } = redeemRefreshToken(state.grants, hash, tokens, now);
      return { state: { ...state, grants }, answer: renewed };
    };
  }
  const codeHash = await hashOf(asked.code);
  return (state, now) => {
    const shown = { codeHash, redirectUri: asked.redirect_uri };
    const answer = redeemCode(state.grants, shown, tokens, now);
    const grants = answer ? new Map(state.grants).set(answer.id, answer) : state.grants;
    return { state: { ...state, grants }, answer };
  };
}

async function readFields(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > mostBytes) return undefined;
  if (!/\bjson\b/i.test(request.headers.get('content-type') ?? '')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(status: number, error: string, description: string): Response {
  return json({ error, error_description: description }, status, { 'cache-control': 'no-store' });
}
