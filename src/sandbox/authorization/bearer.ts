import { Unauthorized } from '../errors.ts';
import type { Store } from '../store.ts';
import { establishedTexts } from '../texts.ts';
import { grantOf, type Grant } from './grant.ts';
import { hashOf } from './secrets.ts';

export function bearerOf(request: Request): string {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1] ?? '';
}

/** The grant behind a call, or the gateway's 401. */
export async function grantBehind(store: Store, request: Request): Promise<Grant> {
  const hash = await hashOf(bearerOf(request));
  const found = grantOf(store.state.grants, hash, store.clock.now());
  if (!found) throw new Unauthorized('the access token is not known, or has run out');
  return found;
}

/** A missing scope is told by the gateway, and as a 401 (FACTS, "Who may call"). */
export function requireScopes(given: Grant, ...scopes: string[]): void {
  if (scopes.some((scope) => !given.scopes.includes(scope))) {
    throw new Unauthorized(establishedTexts.scope);
  }
}
