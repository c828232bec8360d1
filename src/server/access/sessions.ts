import type { Kysely } from 'kysely';
import { role, type Role } from '../../jira/access.ts';
import type { Clock } from '../../sandbox/clock.ts';
import type { Tables } from '../store/tables.ts';
import { newSecret, sha256 } from './secrets.ts';

export const idleMs = 8 * 3_600_000;
export const absoluteMs = 24 * 3_600_000;
/** How exactly the last use is known: not every request writes. */
const exactMs = 60_000;

export interface SignedIn {
  name: string;
  role: Role;
}

export type Sessions = ReturnType<typeof sessionsIn>;

/** Kept in the store and nowhere else, so that what ends on one replica has ended on all. */
export function sessionsIn(database: Kysely<Tables>, clock: Clock) {
  return {
    /** The id of a new session, which only the browser knows from here on. */
    async open({ name, role }: SignedIn): Promise<string> {
      const id = newSecret();
      const now = clock.now();
      await database
        .deleteFrom('access_sessions')
        .where((where) =>
          where.or([
            where('started_at', '<=', now - absoluteMs),
            where('seen_at', '<=', now - idleMs),
          ]),
        )
        .execute();
      await database
        .insertInto('access_sessions')
        .values({ id_sha256: sha256(id), name, role, started_at: now, seen_at: now })
        .execute();
      return id;
    },

    async find(id: string): Promise<SignedIn | undefined> {
      const now = clock.now();
      const found = await database
        .selectFrom('access_sessions')
        .selectAll()
        .where('id_sha256', '=', sha256(id))
        .where('started_at', '>', now - absoluteMs)
        .where('seen_at', '>', now - idleMs)
        .executeTakeFirst();
      if (!found) return undefined;
      if (found.seen_at < now - exactMs) {
        await database
          .updateTable('access_sessions')
          .set({ seen_at: now })
          .where('id_sha256', '=', found.id_sha256)
          .execute();
      }
      return { name: found.name, role: role.parse(found.role) };
    },

    async end(id: string): Promise<void> {
      await database.deleteFrom('access_sessions').where('id_sha256', '=', sha256(id)).execute();
    },
  };
}
