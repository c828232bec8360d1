import type { Kysely } from 'kysely';
import type { ArchivedFailure, FailurePage } from '../../jira/failures.ts';
import type { WebhookId } from '../../jira/wire.ts';
import type { FailuresTable, Tables } from '../store/tables.ts';
import { withBodies } from './bodies.ts';
import {
  formatPlace,
  olderThan,
  selectFailures,
  type FailureFilter,
  type Place,
} from './failure-query.ts';
import { startSearch } from './text-search.ts';

interface Page {
  before?: Place | undefined;
  limit: number;
}

/** The newest rows before a place, whatever their bodies say. */
export async function readRows(
  database: Kysely<Tables>,
  connectionId: string,
  filter: FailureFilter,
  { before, limit }: Page,
): Promise<FailuresTable[]> {
  const query = selectFailures(database, connectionId, filter);
  return (before ? query.where(olderThan(before)) : query)
    .selectAll()
    .orderBy('failure_time', 'desc')
    .orderBy('delivery_id', 'desc')
    .limit(limit)
    .execute();
}

export async function listFailures(
  database: Kysely<Tables>,
  connectionId: string,
  filter: FailureFilter,
  { before, limit }: Page,
): Promise<Omit<FailurePage, 'asOf'>> {
  if (filter.text !== undefined) {
    return searchFailures(
      database,
      connectionId,
      { ...filter, text: filter.text },
      { before, limit },
    );
  }
  // One more than asked for, to know whether there is more.
  const rows = await readRows(database, connectionId, filter, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { failures: shown.map(archivedFailureOf), next: last ? formatPlace(placeOf(last)) : null };
}

async function searchFailures(
  database: Kysely<Tables>,
  connectionId: string,
  filter: FailureFilter & { text: string },
  { before, limit }: Page,
): Promise<Omit<FailurePage, 'asOf'>> {
  const search = startSearch(filter.text);
  const failures: ArchivedFailure[] = [];
  let place = before;
  for (;;) {
    const rows = await readRows(database, connectionId, filter, { before: place, limit: 200 });
    if (rows.length === 0) return { failures, next: null };
    for await (const { row, body } of withBodies(database, rows)) {
      place = placeOf(row);
      if (search.matches(body)) failures.push(archivedFailureOf(row));
      if (failures.length === limit || search.isSpent()) {
        return { failures, next: formatPlace(place) };
      }
    }
  }
}

export function placeOf({ failure_time, delivery_id }: FailuresTable): Place {
  return { time: failure_time, id: delivery_id };
}

export function archivedFailureOf(row: FailuresTable): ArchivedFailure {
  return {
    id: row.delivery_id,
    failureTime: row.failure_time,
    url: row.url,
    event: row.event,
    eventTime: row.event_time,
    issueKey: row.issue_key,
    projectKey: row.project_key,
    webhookIds: JSON.parse(row.webhook_ids) as WebhookId[],
    bodySize: row.body_size,
    bodySha256: row.body_sha256,
    archivedAt: row.archived_at,
  };
}
