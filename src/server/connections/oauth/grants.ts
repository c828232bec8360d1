import type { Kysely } from 'kysely';
import * as z from 'zod/mini';
import { createSlots } from '../../slots.ts';
import type { Tables } from '../../store/tables.ts';
import type { KeyRing } from '../key-ring.ts';
import { NotUsable } from '../not-usable.ts';
import { placeOf } from '../sealed-rows.ts';
import { GrantEnded, type Atlassian, type Tokens } from './atlassian.ts';

/** Before its end a token is renewed, so that none runs out on its way. */
export const earlyMs = 5 * 60_000;
/** A fresh token that is refused too is not the fault of its age. */
const betweenRefusalsMs = 60_000;
/** As long as a token is good, those who need it need not all wait for an Atlassian that is slow. */
const betweenTriesMs = 10_000;
/**
 * Renewals at once that hold a row locked, and with it a connection to the database, of which `pg` opens ten:
 * while Atlassian takes its time, all else goes on with the others.
 */
const mostLocked = 4;

export const storedTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: z.number(),
});

/** These tokens, as they lay in the store, are good for nothing. */
class TokensEnded extends Error {
  override readonly name = 'TokensEnded';
  readonly secret: string;

  constructor(reason: string, secret: string) {
    super(reason);
    this.secret = secret;
  }
}

export interface GrantsOptions {
  database: Kysely<Tables>;
  keys: KeyRing;
  atlassian: Atlassian;
  /** Whether other consoles use the same store. */
  isShared: boolean;
  /** The connections of a grant have to be told anew. */
  onEnded: () => Promise<void>;
}

export interface Grants {
  /** An access token that is good for minutes. Rejects with {@link NotUsable}. */
  accessToken(grantId: string): Promise<string>;
  /** Another one in the place of one that was refused; false where that would not help. */
  renew(grantId: string, refused: string): Promise<boolean>;
  /** The user consented anew. */
  forget(grantId: string): void;
  /** What is in memory of any others goes: no connection stands on them any more. */
  keepOnly(grantIds: ReadonlySet<string>): void;
}

/**
 * The tokens of users. A refresh token may be used once: so one flight per process, and a locked row where
 * there are more. The new one is stored before the access token that came with it is used; a process that
 * dies in between finds the old one, which is good for ten minutes more (FACTS, "Who may call").
 */
export function createGrants(options: GrantsOptions): Grants {
  const { database, isShared } = options;
  const known = new Map<string, Tokens>();
  const flights = new Map<string, Promise<Tokens>>();
  const refusedAt = new Map<string, number>();
  const failedAt = new Map<string, number>();
  const slots = createSlots(mostLocked);

  const renewLocked = (grantId: string, refused: string | undefined) =>
    slots.within(new AbortController().signal, () =>
      database.transaction().execute((locked) => renewStored(grantId, refused, locked, options)),
    );
  const renewed = (grantId: string, refused: string | undefined): Promise<Tokens> => {
    const under = flights.get(grantId);
    if (under) return under;
    const flight = (
      isShared
        ? renewLocked(grantId, refused)
        : // SQLite has one connection: nobody else could use it while Atlassian takes its time.
          renewStored(grantId, refused, database, options)
    )
      .catch((cause: unknown) => {
        if (!(cause instanceof TokensEnded)) throw cause;
        known.delete(grantId);
        return endGrant(grantId, cause, options);
      })
      .finally(() => flights.delete(grantId));
    flights.set(grantId, flight);
    return flight.then((tokens) => {
      known.set(grantId, tokens);
      return tokens;
    });
  };

  return {
    async accessToken(grantId) {
      const held = known.get(grantId);
      if (held && isFresh(held)) return held.accessToken;
      const isGood = held !== undefined && held.expiresAt > Date.now();
      const triedMsAgo = Date.now() - (failedAt.get(grantId) ?? -Infinity);
      if (isGood && triedMsAgo < betweenTriesMs) return held.accessToken;
      try {
        return (await renewed(grantId, undefined)).accessToken;
      } catch (cause) {
        // Not over yet, and who gives out new ones may be back by then.
        if (!held || held.expiresAt <= Date.now() || !isPassing(cause)) throw cause;
        failedAt.set(grantId, Date.now());
        return held.accessToken;
      }
    },
    async renew(grantId, refused) {
      const held = known.get(grantId);
      if (held && held.accessToken !== refused) return true;
      const now = Date.now();
      if (now - (refusedAt.get(grantId) ?? -Infinity) < betweenRefusalsMs) return false;
      refusedAt.set(grantId, now);
      return (await renewed(grantId, refused)).accessToken !== refused;
    },
    forget(grantId) {
      known.delete(grantId);
      refusedAt.delete(grantId);
      failedAt.delete(grantId);
    },
    keepOnly(grantIds) {
      for (const held of [known, refusedAt, failedAt]) {
        for (const id of held.keys()) if (!grantIds.has(id)) held.delete(id);
      }
    },
  };
}

const isFresh = ({ expiresAt }: Tokens) => expiresAt - earlyMs > Date.now();
const isPassing = (cause: unknown) => cause instanceof NotUsable && cause.status === 502;

/** What is stored, where it is good; else what Atlassian gives for it, stored. */
async function renewStored(
  grantId: string,
  refused: string | undefined,
  database: Kysely<Tables>,
  options: GrantsOptions,
): Promise<Tokens> {
  const { keys, atlassian, isShared } = options;
  const query = database.selectFrom('oauth_grants').selectAll().where('id', '=', grantId);
  const row = await (isShared ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new NotUsable(409, 'This connection was removed.');
  if (row.problem !== null) throw signInAgain(row.problem);
  const place = placeOf('oauth_grants', grantId);
  const stored = storedTokens.parse(JSON.parse(keys.open(place, row)));
  if (isFresh(stored) && stored.accessToken !== refused) return stored;
  const tokens = await atlassian.refresh(stored.refreshToken).catch((cause: unknown) => {
    throw cause instanceof GrantEnded ? new TokensEnded(cause.message, row.secret) : cause;
  });
  const { numUpdatedRows } = await database
    .updateTable('oauth_grants')
    .set(keys.seal(place, JSON.stringify(tokens)))
    .where('id', '=', grantId)
    .where('secret', '=', row.secret)
    .executeTakeFirst();
  // Removed, or consented to anew in the meantime: then these are not to be used.
  return numUpdatedRows > 0n ? tokens : renewStored(grantId, refused, database, options);
}

/**
 * Told once and kept: nobody asks Atlassian again until the user has signed in. Where that happened in the
 * meantime, the tokens that ended are not those in the store any more, and nothing is to be told.
 */
async function endGrant(
  grantId: string,
  { message, secret }: TokensEnded,
  { database, onEnded }: GrantsOptions,
): Promise<never> {
  const { numUpdatedRows } = await database
    .updateTable('oauth_grants')
    .set(({ eb }) => ({ problem: message, revision: eb('revision', '+', 1) }))
    .where('id', '=', grantId)
    .where('secret', '=', secret)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) {
    throw new NotUsable(503, 'The sign-in changed in this moment. Try again.');
  }
  await onEnded();
  throw signInAgain(message);
}

export function signInAgain(reason: string): NotUsable {
  return new NotUsable(
    401,
    `Sign in again: Atlassian no longer accepts this consent (${reason}).`,
    { isState: true },
  );
}
