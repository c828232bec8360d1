import { sql, type Expression, type Kysely } from 'kysely';
import * as z from 'zod/mini';
import { failureGroupings } from '../../jira/failure-views.ts';
import type { FailureGroups } from '../../jira/failures.ts';
import type { FailuresTable, Tables } from '../store/tables.ts';
import { filterShape, selectFailures, type FailureFilter } from './failure-query.ts';
import { scanMatches } from './scan-matches.ts';
import { stepStart, stepStartOf } from './time-steps.ts';

export const groupsQuery = z.object({
  ...filterShape,
  by: z.enum(failureGroupings, `must be one of: ${failureGroupings.join(', ')}`),
});
type Query = z.output<typeof groupsQuery>;
type Grouping = Query['by'];
type Group = FailureGroups['groups'][number];

const mostGroups = 200;

/** What is told of a group. */
const figures = [
  sql<number>`count(*)`.as('count'),
  sql<number>`min(failure_time)`.as('first'),
  sql<number>`max(failure_time)`.as('last'),
] as const;
const groupCount = sql<number>`count(*) over ()`.as('groups');

/** What the failures have in common, with counts, so that thousands of rows become a few causes. */
export async function groupFailures(
  database: Kysely<Tables>,
  connectionId: string,
  query: Query,
): Promise<FailureGroups> {
  const { by, text } = query;
  if (text !== undefined) return groupMatches(database, connectionId, { ...query, text });
  const counted = await selectFailures(database, connectionId, query)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirst();
  const rows =
    by === 'webhook'
      ? await groupByWebhook(database, connectionId, query)
      : await groupByColumn(database, connectionId, query, columnOf(by));
  const groups = rows.map(({ value, count, first, last }) => ({ value, count, first, last }));
  const further = (rows[0]?.groups ?? 0) - rows.length;
  return { by, total: counted?.total ?? 0, groups, further, searchedTo: null };
}

function columnOf(by: Exclude<Grouping, 'webhook'>): Expression<string | number> {
  switch (by) {
    case 'url':
    case 'event':
      return sql.ref(by);
    case 'project':
      return sql.ref('project_key');
    case 'minute':
    case 'hour':
    case 'day':
      return stepStartOf('failure_time', by);
    default:
      return by satisfies never;
  }
}

function groupByColumn(
  database: Kysely<Tables>,
  connectionId: string,
  filter: FailureFilter,
  column: Expression<string | number>,
) {
  return selectFailures(database, connectionId, filter)
    .select([sql<string | number>`${column}`.as('value'), ...figures, groupCount])
    .groupBy('value')
    .orderBy('count', 'desc')
    .orderBy('last', 'desc')
    .orderBy('value')
    .limit(mostGroups)
    .execute();
}

/** A failure belongs to each registration that matched; those without any are one group, of an empty name. */
async function groupByWebhook(
  database: Kysely<Tables>,
  connectionId: string,
  filter: FailureFilter,
) {
  const matched = await selectFailures(database, connectionId, filter)
    .innerJoin(
      (join) =>
        join
          .selectFrom('failure_webhooks')
          .select(['webhook_id', 'failure_time as time', 'delivery_id as delivery'])
          .where('failure_webhooks.connection_id', '=', connectionId)
          .as('matches'),
      (join) =>
        join
          .onRef('matches.time', '=', 'failures.failure_time')
          .onRef('matches.delivery', '=', 'failures.delivery_id'),
    )
    .select(['webhook_id as value', ...figures, groupCount])
    .groupBy('value')
    .orderBy('count', 'desc')
    .orderBy('last', 'desc')
    .orderBy('value')
    .limit(mostGroups)
    .execute();
  const without = await selectFailures(database, connectionId, filter)
    .where('webhook_ids', '=', '[]')
    .select(figures)
    .executeTakeFirst();
  if (!without || without.count === 0) return matched;
  const groups = 1 + (matched[0]?.groups ?? 0);
  return [...matched, { value: '', ...without, groups }]
    .map((group) => ({ ...group, groups }))
    .toSorted(bySize);
}

async function groupMatches(
  database: Kysely<Tables>,
  connectionId: string,
  query: Query & { text: string },
): Promise<FailureGroups> {
  const { by } = query;
  const groups = new Map<string | number, Group>();
  let total = 0;
  const searchedTo = await scanMatches(database, connectionId, query, (row) => {
    total++;
    for (const value of valuesOf(row, by)) {
      const time = row.failure_time;
      const { count, last } = groups.get(value) ?? { count: 0, last: time };
      groups.set(value, { value, count: count + 1, first: time, last });
    }
  });
  const largest = [...groups.values()].toSorted(bySize);
  const shown = largest.slice(0, mostGroups);
  return { by, total, groups: shown, further: largest.length - shown.length, searchedTo };
}

function bySize(one: Group, other: Group): number {
  return other.count - one.count || other.last - one.last || (one.value < other.value ? -1 : 1);
}

function valuesOf(row: FailuresTable, by: Grouping): (string | number)[] {
  switch (by) {
    case 'url':
    case 'event':
      return [row[by]];
    case 'project':
      return [row.project_key];
    case 'webhook': {
      const ids = JSON.parse(row.webhook_ids) as number[];
      return ids.length > 0 ? ids : [''];
    }
    case 'minute':
    case 'hour':
    case 'day':
      return [stepStart(row.failure_time, by)];
    default:
      return by satisfies never;
  }
}
