import type { Kysely } from 'kysely';
import * as z from 'zod/mini';
import type { FailuresTable, Tables } from '../store/tables.ts';
import { withBodies } from './bodies.ts';
import { csvLine } from './csv.ts';
import { filterShape, place, type FailureFilter, type Place } from './failure-query.ts';
import { archivedFailureOf, placeOf, readRows } from './listing.ts';
import { maskBody } from './mask-body.ts';

/** As many as fit into an address. */
const mostNamed = 100;
const maskShape = { masked: z.optional(z.literal('1', 'must be 1 or left out')) };

export const exportQuery = z.object({
  ...filterShape,
  format: z.enum(['ndjson', 'csv'], 'must be ndjson or csv'),
  /** These alone, each `failureTime:delivery`, whatever the other filters say. */
  only: z.optional(z.array(place).check(z.maxLength(mostNamed, `names more than ${mostNamed}`))),
  ...maskShape,
});
type Query = z.output<typeof exportQuery>;

export const bodyQuery = z.object(maskShape);

const rowsAtOnce = 500;

const columns = [
  'failureTime',
  'id',
  'url',
  'event',
  'eventTime',
  'issueKey',
  'projectKey',
  'webhookIds',
  'bodySize',
  'bodySha256',
  'archivedAt',
];

/**
 * All that passes the filter, the newest first, made as fast as it is taken. NDJSON has Jira's own
 * records with their bodies, and can be handed in again; CSV is for a spreadsheet, and has no bodies.
 */
export function exportFailures(
  database: Kysely<Tables>,
  connectionId: string,
  { format, only, masked, ...filter }: Query,
): ReadableStream<Uint8Array> {
  const rows = only
    ? namedRows(database, connectionId, only)
    : pagesOf(database, connectionId, filter);
  const text = only ? undefined : filter.text;
  const lines =
    format === 'csv'
      ? csvLines(database, rows, text)
      : ndjsonLines(database, rows, text, masked === '1');
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

async function* csvLines(database: Kysely<Tables>, pages: Pages, text: string | undefined) {
  yield csvLine(columns);
  for await (const rows of pages) {
    if (text === undefined) yield rows.map((row) => csvLine(cellsOf(row))).join('');
    else {
      for await (const { row, body } of withBodies(database, rows)) {
        if (holds(body, text)) yield csvLine(cellsOf(row));
      }
    }
  }
}

async function* ndjsonLines(
  database: Kysely<Tables>,
  pages: Pages,
  sought: string | undefined,
  isMasked: boolean,
) {
  for await (const rows of pages) {
    for await (const { row, body } of withBodies(database, rows)) {
      if (sought !== undefined && !holds(body, sought)) continue;
      const { id, url, failureTime } = archivedFailureOf(row);
      const text = isMasked && body ? await maskBody(body) : body?.toString();
      yield `${JSON.stringify({ id, url, failureTime, body: text })}\n`;
    }
  }
}

/** An export is looked through whole, however long that takes: what is left out would not be missed. */
function holds(body: Buffer | undefined, text: string): boolean {
  return body?.toString().toLowerCase().includes(text.toLowerCase()) ?? false;
}

type Pages = AsyncIterable<FailuresTable[]>;

async function* namedRows(
  database: Kysely<Tables>,
  connectionId: string,
  names: readonly Place[],
): Pages {
  const found = names.map(({ time, id }) =>
    database
      .selectFrom('failures')
      .where('connection_id', '=', connectionId)
      .where('failure_time', '=', time)
      .where('delivery_id', '=', id)
      .selectAll()
      .executeTakeFirst(),
  );
  const rows = (await Promise.all(found)).filter((row) => row !== undefined);
  yield rows.toSorted((one, other) => other.failure_time - one.failure_time);
}

async function* pagesOf(
  database: Kysely<Tables>,
  connectionId: string,
  filter: FailureFilter,
): Pages {
  let before: Place | undefined;
  for (;;) {
    const rows = await readRows(database, connectionId, filter, { before, limit: rowsAtOnce });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    before = placeOf(last);
  }
}

function cellsOf(row: FailuresTable): string[] {
  const failure = archivedFailureOf(row);
  const instant = (time: number | null) => (time === null ? '' : new Date(time).toISOString());
  return [
    instant(failure.failureTime),
    failure.id,
    failure.url,
    failure.event,
    instant(failure.eventTime),
    failure.issueKey,
    failure.projectKey,
    failure.webhookIds.join(' '),
    String(failure.bodySize ?? ''),
    failure.bodySha256 ?? '',
    instant(failure.archivedAt),
  ];
}
