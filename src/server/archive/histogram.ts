import { sql, type Kysely } from 'kysely';
import * as z from 'zod/mini';
import { histogramSplits, histogramWidths } from '../../jira/failure-views.ts';
import type { FailureHistogram } from '../../jira/failures.ts';
import type { Tables } from '../store/tables.ts';
import { filterShape, selectFailures, type FailureFilter } from './failure-query.ts';
import { listGaps } from './readings.ts';
import { scanMatches } from './scan-matches.ts';
import { stepStart, stepStartOf, timeSteps } from './time-steps.ts';

export const histogramQuery = z.object({
  ...filterShape,
  by: z._default(z.enum(histogramWidths, 'must be hour or day'), 'hour'),
  split: z.optional(z.enum(histogramSplits, 'must be event or url')),
});
type Query = z.output<typeof histogramQuery>;

interface Bar {
  time: number;
  value: string | null;
  count: number;
}

/** As many as colours can be told apart; the rest is one bar. */
const mostValues = 8;

export async function readHistogram(
  database: Kysely<Tables>,
  connectionId: string,
  query: Query,
  now: number,
): Promise<FailureHistogram> {
  const { by, split } = query;
  const width = timeSteps[by];
  // Whole bars: a bar cut short by the range would look like fewer failures.
  const from = query.from === undefined ? undefined : stepStart(query.from, by);
  const to = query.to === undefined ? undefined : stepStart(query.to + width - 1, by);
  const filter = { ...query, from, to };
  const { bars, searchedTo } = await readBars(database, connectionId, filter);
  const times = bars.map(({ time }) => time);
  const range = {
    from: from ?? times.reduce((one, other) => Math.min(one, other), stepStart(now, by)),
    to: to ?? times.reduce((one, other) => Math.max(one, other), stepStart(now, by)) + width,
  };
  return {
    by,
    ...range,
    bars: mergeBars(bars, split === undefined ? new Set() : largestValues(bars)),
    gaps: await listGaps(database, connectionId, range.from, range.to),
    searchedTo,
  };
}

type BarFilter = FailureFilter & Pick<Query, 'by' | 'split'>;

async function readBars(
  database: Kysely<Tables>,
  connectionId: string,
  filter: BarFilter,
): Promise<{ bars: Bar[]; searchedTo: number | null }> {
  const { text, project, webhook, archivedAfter, by, split } = filter;
  if (text !== undefined) {
    const bars: Bar[] = [];
    const searchedTo = await scanMatches(database, connectionId, { ...filter, text }, (row) => {
      bars.push({
        time: stepStart(row.failure_time, by),
        value: split === undefined ? null : row[split],
        count: 1,
      });
    });
    return { bars, searchedTo };
  }
  const isSummed = project === undefined && webhook === undefined && archivedAfter === undefined;
  const bars = isSummed
    ? await sumHours(database, connectionId, filter)
    : await countRows(database, connectionId, filter);
  return { bars, searchedTo: null };
}

/** From the hourly sums: the same time for a thousand failures as for a million. */
async function sumHours(
  database: Kysely<Tables>,
  connectionId: string,
  { from, to, url, event, by, split }: BarFilter,
): Promise<Bar[]> {
  let query = database.selectFrom('failure_hours').where('connection_id', '=', connectionId);
  if (from !== undefined) query = query.where('hour', '>=', from);
  if (to !== undefined) query = query.where('hour', '<', to);
  if (url !== undefined) query = query.where('url', '=', url);
  if (event !== undefined) query = query.where('event', '=', event);
  const rows = await query.select(['hour', 'url', 'event', 'count']).execute();
  return rows.map((row) => ({
    time: stepStart(row.hour, by),
    value: split === undefined ? null : row[split],
    count: row.count,
  }));
}

async function countRows(
  database: Kysely<Tables>,
  connectionId: string,
  filter: BarFilter,
): Promise<Bar[]> {
  const { by, split } = filter;
  return selectFailures(database, connectionId, filter)
    .select(({ fn }) => [
      stepStartOf('failure_time', by).as('time'),
      sql<string | null>`${split === undefined ? sql`null` : sql.ref(split)}`.as('value'),
      fn.countAll<number>().as('count'),
    ])
    .groupBy(split === undefined ? ['time'] : ['time', 'value'])
    .execute();
}

function largestValues(bars: readonly Bar[]): ReadonlySet<string> {
  const sums = new Map<string, number>();
  for (const { value, count } of bars) {
    if (value !== null) sums.set(value, (sums.get(value) ?? 0) + count);
  }
  const largest = [...sums].toSorted(([, one], [, other]) => other - one);
  return new Set(largest.slice(0, mostValues).map(([value]) => value));
}

/** One bar for each time and value; values not in `kept` are one together. By time. */
function mergeBars(bars: readonly Bar[], kept: ReadonlySet<string>): Bar[] {
  const merged = new Map<string, Bar>();
  for (const { time, value, count } of bars) {
    const shown = value !== null && kept.has(value) ? value : null;
    const key = JSON.stringify([time, shown]);
    merged.set(key, { time, value: shown, count: count + (merged.get(key)?.count ?? 0) });
  }
  return [...merged.values()].toSorted((one, other) => one.time - other.time);
}
