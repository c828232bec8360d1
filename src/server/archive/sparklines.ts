import type { Kysely } from 'kysely';
import * as z from 'zod/mini';
import type { FailureSparklines } from '../../jira/failure-sparklines.ts';
import type { WebhookId } from '../../jira/wire.ts';
import { hour } from '../../sandbox/clock.ts';
import type { Tables } from '../store/tables.ts';
import { filterShape } from './failure-query.ts';
import { stepStart, stepStartOf } from './time-steps.ts';

const { from, to } = filterShape;
export const sparklinesQuery = z.object({ from, to });
type Query = z.output<typeof sparklinesQuery>;

/** Three days: as far back as Jira itself remembers. */
const usualMs = 72 * hour;

/** For the list of registrations: one reading for all of them. */
export async function readSparklines(
  database: Kysely<Tables>,
  connectionId: string,
  query: Query,
  now: number,
): Promise<FailureSparklines> {
  const to = stepStart((query.to ?? now + 1) + hour - 1, 'hour');
  const from = stepStart(query.from ?? to - usualMs, 'hour');
  const rows = await database
    .selectFrom('failure_webhooks')
    .where('connection_id', '=', connectionId)
    .where('failure_time', '>=', from)
    .where('failure_time', '<', to)
    .select(({ fn }) => [
      'webhook_id',
      stepStartOf('failure_time', 'hour').as('time'),
      fn.countAll<number>().as('count'),
    ])
    .groupBy(['webhook_id', 'time'])
    .orderBy('webhook_id')
    .orderBy('time')
    .execute();
  const byId = Map.groupBy(rows, ({ webhook_id }) => webhook_id);
  const registrations = [...byId].map(([webhookId, hours]) => ({
    webhookId: webhookId as WebhookId,
    count: hours.reduce((sum, { count }) => sum + count, 0),
    hours: hours.map(({ time, count }) => ({ time, count })),
  }));
  return { from, to, registrations };
}
