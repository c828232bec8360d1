import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { hasProvenItself } from '../access/caller.ts';
import type { AppEnvironment } from '../app-environment.ts';
import { errorAnswer } from '../http/error-answer.ts';

/** By connection: what a program must show to hand failures in. */
export type IngestTokens = ReadonlyMap<string, string>;

interface Door {
  connectionId: string;
  tokens: IngestTokens;
  loopbackOnly: boolean;
}

/**
 * The answer that refuses a caller, or undefined. A page of our own needs no token, as for everything
 * else: another site's was refused before (`sameOriginOnly`).
 */
export function refuseHandIn(
  context: Context<AppEnvironment>,
  { connectionId, tokens, loopbackOnly }: Door,
): Response | undefined {
  if (hasProvenItself(context)) return undefined;
  const token = tokens.get(connectionId);
  const shown = context.req.header('authorization');
  if (shown !== undefined) {
    if (token !== undefined && isSame(shown, `Bearer ${token}`)) return undefined;
    if (token !== undefined)
      return unauthorized(context, 'This token is not the one of INGEST_TOKENS.');
  }
  if (isPage(context)) return undefined;
  if (token !== undefined) {
    return unauthorized(context, 'Send “Authorization: Bearer …” with the token of INGEST_TOKENS.');
  }
  if (loopbackOnly) return undefined;
  return errorAnswer(
    context,
    403,
    `Programs may hand in failures once INGEST_TOKENS has a token for ${connectionId}.`,
  );
}

/** Browsers send one of these with every POST, and a program has no reason to. */
function isPage({ req }: Context): boolean {
  return req.header('sec-fetch-site') !== undefined || req.header('origin') !== undefined;
}

function unauthorized(context: Context, sentence: string): Response {
  return errorAnswer(context, 401, sentence, { 'www-authenticate': 'Bearer' });
}

/** In the same time wherever they differ, and however long they are. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
