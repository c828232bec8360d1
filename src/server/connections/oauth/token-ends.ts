import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import type { KeyRing } from '../key-ring.ts';
import { placeOf } from '../sealed-rows.ts';
import { storedTokens } from './grants.ts';

/** When the access token of each consent ends, or why there is none. */
export type TokenEnd = number | 'sign-in-again' | 'unusable';

export async function readTokenEnds(
  database: Kysely<Tables>,
  keys: KeyRing,
): Promise<readonly TokenEnd[]> {
  const rows = await database
    .selectFrom('oauth_grants')
    .select(['id', 'problem', 'secret', 'key_id'])
    .execute();
  return rows.map(({ id, problem, ...sealed }) => {
    if (problem !== null) return 'sign-in-again';
    try {
      const text = keys.open(placeOf('oauth_grants', id), sealed);
      return storedTokens.parse(JSON.parse(text)).expiresAt;
    } catch {
      return 'unusable';
    }
  });
}
