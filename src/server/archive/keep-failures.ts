import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { hour } from '../../sandbox/clock.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { FailureKey, FailuresTable, Tables } from '../store/tables.ts';
import { packBody } from './body-bytes.ts';
import { factsOf, storableText } from './facts.ts';

/** A failure as Jira or a receiver tells of it. */
export interface GivenFailure {
  id: string;
  url: string;
  failureTime: number;
  body?: string | undefined;
}

/** All that is to be written for one failure, made before the transaction: packing takes its time. */
interface PreparedFailure {
  row: FailuresTable;
  webhookIds: number[];
  body: Uint8Array | undefined;
}

/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535. */
const rowsPerStatement = 500;

export async function prepareFailures(
  connectionId: string,
  given: readonly GivenFailure[],
  archivedAt: number,
): Promise<PreparedFailure[]> {
  return Promise.all(
    given.map(async ({ id, url, failureTime, body }) => {
      const { event, eventTime, issueKey, projectKey, webhookIds } = factsOf(body);
      const packed = body === undefined ? undefined : await packBody(body);
      const row = {
        connection_id: connectionId,
        failure_time: failureTime,
        delivery_id: storableText(id),
        url: storableText(url),
        event,
        event_time: eventTime,
        issue_key: issueKey,
        project_key: projectKey,
        webhook_ids: JSON.stringify(webhookIds),
        body_size: packed?.size ?? null,
        body_sha256: packed?.sha256 ?? null,
        archived_at: archivedAt,
      };
      return { row, webhookIds, body: packed?.bytes };
    }),
  );
}

/** Keeps those that are not known yet, whole, and resolves with their number. */
export async function keepPrepared(
  transaction: Transaction<Tables>,
  prepared: readonly PreparedFailure[],
): Promise<number> {
  const kept: FailuresTable[] = [];
  // In the order of the key, so that two consoles at the same records don't wait for each other in a ring.
  const ordered = prepared.toSorted(byKey);
  for (let start = 0; start < ordered.length; start += rowsPerStatement) {
    kept.push(...(await keepSome(transaction, ordered.slice(start, start + rowsPerStatement))));
  }
  await countHours(transaction, kept);
  return kept.length;
}

/** As one transaction of its own. */
export async function keepFailures(
  database: Kysely<Tables>,
  connectionId: string,
  given: readonly GivenFailure[],
  archivedAt: number,
): Promise<number> {
  const prepared = await prepareFailures(connectionId, given, archivedAt);
  return inTransaction(database, (transaction) => keepPrepared(transaction, prepared));
}

async function keepSome(
  transaction: Transaction<Tables>,
  prepared: readonly PreparedFailure[],
): Promise<FailuresTable[]> {
  const inserted = await transaction
    .insertInto('failures')
    .values(prepared.map(({ row }) => row))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['connection_id', 'failure_time', 'delivery_id'])
    .execute();
  const missing = new Set(inserted.map(nameOf));
  // Each name leaves the set with its first record: the statement above kept that one of two alike.
  const fresh = prepared.filter(({ row }) => missing.delete(nameOf(row)));
  const bodies = fresh.flatMap(({ row, body }) => (body ? [{ ...keyOf(row), body }] : []));
  if (bodies.length > 0) await transaction.insertInto('failure_bodies').values(bodies).execute();
  const matches = fresh.flatMap(({ row, webhookIds }) =>
    webhookIds.map((webhook_id) => ({ ...keyOf(row), webhook_id })),
  );
  for (let start = 0; start < matches.length; start += rowsPerStatement) {
    const some = matches.slice(start, start + rowsPerStatement);
    await transaction.insertInto('failure_webhooks').values(some).execute();
  }
  return fresh.map(({ row }) => row);
}

/** Keeps the hourly sums true within the same transaction. */
async function countHours(
  transaction: Transaction<Tables>,
  rows: readonly FailuresTable[],
): Promise<void> {
  const hours = new Map<string, Tables['failure_hours']>();
  for (const { connection_id, failure_time, url, event } of rows) {
    const start = failure_time - (failure_time % hour);
    const key = JSON.stringify([start, url, event]);
    const url_sha256 = createHash('sha256').update(url).digest('hex');
    const sum = hours.get(key) ?? { connection_id, hour: start, url_sha256, url, event, count: 0 };
    hours.set(key, { ...sum, count: sum.count + 1 });
  }
  // In one order here too, against waiting in a ring.
  const ordered = [...hours].toSorted(([one], [other]) => (one < other ? -1 : 1));
  for (let start = 0; start < ordered.length; start += rowsPerStatement) {
    const sums = ordered.slice(start, start + rowsPerStatement).map(([, sum]) => sum);
    await addToHours(transaction, sums);
  }
}

async function addToHours(
  transaction: Transaction<Tables>,
  sums: Tables['failure_hours'][],
): Promise<void> {
  await transaction
    .insertInto('failure_hours')
    .values(sums)
    .onConflict((conflict) =>
      conflict
        .columns(['connection_id', 'hour', 'url_sha256', 'event'])
        .doUpdateSet(({ eb, ref }) => ({
          count: eb(ref('failure_hours.count'), '+', ref('excluded.count')),
        })),
    )
    .execute();
}

function byKey({ row: one }: PreparedFailure, { row: other }: PreparedFailure): number {
  if (one.failure_time !== other.failure_time) return one.failure_time - other.failure_time;
  if (one.delivery_id === other.delivery_id) return 0;
  return one.delivery_id < other.delivery_id ? -1 : 1;
}

function keyOf({ connection_id, failure_time, delivery_id }: FailureKey): FailureKey {
  return { connection_id, failure_time, delivery_id };
}

function nameOf({ failure_time, delivery_id }: FailureKey): string {
  return `${failure_time}:${delivery_id}`;
}
