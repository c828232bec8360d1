import type { Quota } from '../../jira/connection-details.ts';
import type { Clock } from '../../sandbox/clock.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './registry.ts';

/**
 * What each site said last of the calls it still takes (FACTS, "Who may call"), in memory: another console on
 * the same store may have been told something else.
 */
export function createQuotas(clock: Clock) {
  const told = new Map<string, Quota>();
  return {
    /** The same connection, whose answers are looked at. */
    watch(connection: Connection): Connection {
      const { id } = connection;
      return {
        ...connection,
        quota: () => told.get(id),
        async fetch(request) {
          const answer = await connection.fetch(request);
          const quota = readQuota(answer.headers, clock.now());
          if (quota) told.set(id, quota);
          return answer;
        },
      };
    },
    /** Forgets those of connections that are gone. */
    follow(connections: Connections): void {
      connections.onChange(() => {
        const known = new Set(connections.list().map(({ id }) => id));
        for (const id of told.keys()) if (!known.has(id)) told.delete(id);
      });
    },
  };
}

const mostReasonLength = 100;

/** Undefined where the answer says nothing of it. What can't be read is left out: nothing is made up. */
export function readQuota(headers: Headers, now: number): Quota | undefined {
  const limit = readCount(headers.get('x-ratelimit-limit'));
  const remaining = readCount(headers.get('x-ratelimit-remaining'));
  const resetAt = readReset(headers, now);
  const nearLimit = readYesOrNo(headers.get('x-ratelimit-nearlimit'));
  if (limit === undefined && remaining === undefined && nearLimit === undefined) return undefined;
  const reason = headers.get('ratelimit-reason')?.slice(0, mostReasonLength);
  return {
    toldAt: now,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetAt === undefined ? {} : { resetAt }),
    ...(nearLimit === undefined ? {} : { nearLimit }),
    ...(reason ? { reason } : {}),
  };
}

function readCount(header: string | null): number | undefined {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

function readYesOrNo(header: string | null): boolean | undefined {
  const text = header?.toLowerCase();
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** Jira documents a date, by its own clock; what counts is how far that is off its `Date`. */
function readReset(headers: Headers, now: number): number | undefined {
  const header = headers.get('x-ratelimit-reset') ?? '';
  const reset = /^\d{4}-\d\d-\d\dT/.test(header) ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(reset)) return undefined;
  const siteTime = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(siteTime) ? reset : now + reset - siteTime;
}
