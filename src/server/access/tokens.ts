import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import {
  machineToken,
  type CreatedMachineToken,
  type MachineToken,
} from '../../jira/machine-tokens.ts';
import type { NewMachineToken } from '../../jira/new-machine-token.ts';
import type { Clock } from '../../sandbox/clock.ts';
import type { Tables } from '../store/tables.ts';
import { newSecret, sha256 } from './secrets.ts';

/** By which a token is known for one of ours, by us and by whoever searches for leaked ones. */
export const tokenPrefix = 'jwc_';
/** How exactly the last use is known: not every request writes. */
const exactMs = 60_000;

export type Tokens = ReturnType<typeof tokensIn>;

/** What programs show. Whoever reads the store learns none of them. */
export function tokensIn(database: Kysely<Tables>, clock: Clock) {
  return {
    async create(asked: NewMachineToken, createdBy: string): Promise<CreatedMachineToken> {
      const token = tokenPrefix + newSecret();
      const row = {
        id: randomUUID(),
        name: asked.name,
        scope: asked.scope,
        connection_id: 'connection' in asked ? asked.connection : null,
        created_at: clock.now(),
        created_by: createdBy,
        last_used_at: null,
      };
      await database
        .insertInto('access_tokens')
        .values({ ...row, token_sha256: sha256(token) })
        .execute();
      return { ...describe(row), token };
    },

    async list(): Promise<MachineToken[]> {
      const rows = await database
        .selectFrom('access_tokens')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(describe);
    },

    /** False where there is none of this id. */
    async revoke(id: string): Promise<boolean> {
      const { numDeletedRows } = await database
        .deleteFrom('access_tokens')
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    /** Looked up by its hash, so that how long it takes tells nothing of the token. */
    async find(token: string): Promise<MachineToken | undefined> {
      if (!token.startsWith(tokenPrefix)) return undefined;
      const found = await database
        .selectFrom('access_tokens')
        .selectAll()
        .where('token_sha256', '=', sha256(token))
        .executeTakeFirst();
      if (!found) return undefined;
      const now = clock.now();
      if ((found.last_used_at ?? 0) < now - exactMs) {
        await database
          .updateTable('access_tokens')
          .set({ last_used_at: now })
          .where('id', '=', found.id)
          .execute();
      }
      return describe(found);
    },
  };
}

function describe(row: Omit<Selectable<Tables['access_tokens']>, 'token_sha256'>): MachineToken {
  return machineToken.parse({
    id: row.id,
    name: row.name,
    scope: row.scope,
    connection: row.connection_id,
    createdAt: row.created_at,
    createdBy: row.created_by,
    lastUsedAt: row.last_used_at,
  });
}
