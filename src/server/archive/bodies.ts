import { sql, type Kysely, type SqlBool } from 'kysely';
import type { FailuresTable, Tables } from '../store/tables.ts';
import { unpackBody } from './body-bytes.ts';

/** Bodies held at a time, by the size they unpack to. */
const mostHeld = 4 * 1024 * 1024;
const mostRows = 100;

export async function findBody(
  database: Kysely<Tables>,
  connectionId: string,
  { time, id }: { time: number; id: string },
): Promise<Buffer<ArrayBuffer> | undefined> {
  const found = await database
    .selectFrom('failure_bodies')
    .select('body')
    .where('connection_id', '=', connectionId)
    .where('failure_time', '=', time)
    .where('delivery_id', '=', id)
    .executeTakeFirst();
  return found && unpackBody(found.body);
}

/** Each row with its body, in the same order, a few bodies at a time. */
export async function* withBodies(database: Kysely<Tables>, rows: readonly FailuresTable[]) {
  for (const some of portions(rows)) {
    const bodies = await readBodies(
      database,
      some.filter((row) => row.body_size !== null),
    );
    for (const row of some) {
      const packed = bodies.get(nameOf(row));
      yield { row, body: packed && (await unpackBody(packed)) };
    }
  }
}

function* portions(rows: readonly FailuresTable[]): Generator<FailuresTable[]> {
  let portion: FailuresTable[] = [];
  let size = 0;
  for (const row of rows) {
    portion.push(row);
    size += row.body_size ?? 0;
    if (size < mostHeld && portion.length < mostRows) continue;
    yield portion;
    portion = [];
    size = 0;
  }
  if (portion.length > 0) yield portion;
}

async function readBodies(
  database: Kysely<Tables>,
  rows: readonly FailuresTable[],
): Promise<Map<string, Uint8Array>> {
  const [first] = rows;
  if (!first) return new Map();
  // PostgreSQL takes a parameter in VALUES for a text unless told otherwise.
  const keys = sql.join(
    rows.map((row) => sql`(cast(${row.failure_time} as bigint), ${row.delivery_id})`),
  );
  const found = await database
    .selectFrom('failure_bodies')
    .select(['failure_time', 'delivery_id', 'body'])
    .where('connection_id', '=', first.connection_id)
    .where(sql<SqlBool>`(failure_time, delivery_id) in (values ${keys})`)
    .execute();
  return new Map(found.map((row) => [nameOf(row), row.body]));
}

function nameOf(row: { failure_time: number; delivery_id: string }): string {
  return `${row.failure_time}:${row.delivery_id}`;
}
