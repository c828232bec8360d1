/** What the lists that pass by say of the webhooks: nothing is asked for the sake of it. */
import * as z from 'zod/mini';
import { webhook, webhookPage } from '../../jira/wire.ts';
import { day, type Clock } from '../../sandbox/clock.ts';
import type { Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/registry.ts';
import type { Metrics } from './metrics.ts';
import { sum, tellFigures, type Figure } from './per-connection.ts';

type Expiry = number | undefined;

interface Census {
  /** The expiries of the last list that was read to its end. */
  expiries: readonly Expiry[];
  readAt: number;
}

const entry = z.pick(webhook, { expirationDate: true });

export type WebhookCensus = ReturnType<typeof createWebhookCensus>;

export function createWebhookCensus(clock: Clock) {
  const drafts = new Map<string, Expiry[]>();
  const lists = new Map<string, Census>();
  return {
    /** Takes a page's text. Pages that don't follow each other are of different readings, and left. */
    see(connectionId: string, text: string): void {
      const page = webhookPage.safeParse(parseJson(text)).data;
      if (!page) return;
      const startAt = page.startAt ?? 0;
      const before = startAt === 0 ? [] : drafts.get(connectionId);
      if (before?.length !== startAt) return;
      const expiries = [
        ...before,
        ...page.values.map((value) => entry.safeParse(value).data?.expirationDate),
      ];
      const isWhole = page.isLast ?? expiries.length >= (page.total ?? 0);
      if (isWhole) {
        drafts.delete(connectionId);
        lists.set(connectionId, { expiries, readAt: clock.now() });
      } else {
        drafts.set(connectionId, expiries);
      }
    },
    /** Forgets those that are gone. */
    follow(connections: Connections): void {
      connections.onChange(() => {
        const known = new Set(connections.list().map(({ id }) => id));
        for (const seen of [drafts, lists]) {
          for (const id of seen.keys()) if (!known.has(id)) seen.delete(id);
        }
      });
    },
    size: () => drafts.size + lists.size,
    measure(connections: readonly Connection[], metrics: Metrics): void {
      const read = connections.flatMap(({ id, clock: siteClock = clock }) => {
        const list = lists.get(id);
        return list ? [{ connection: id, now: siteClock.now(), ...list }] : [];
      });
      const ages = read.map(({ connection, readAt }) => ({
        connection,
        value: (clock.now() - readAt) / 1000,
      }));
      tellFigures(metrics.listAge, ages, Math.max, connections);
      tellFigures(metrics.webhooks, read.flatMap(countStates), sum, connections);
      tellFigures(metrics.nextExpiry, read.flatMap(nextExpiry), Math.min, connections);
    },
  };
}

interface ReadList {
  connection: string;
  expiries: readonly Expiry[];
  now: number;
}

function countStates({ connection, expiries, now }: ReadList): Figure[] {
  const counts = { expired: 0, day: 0, week: 0, healthy: 0, undated: 0 };
  for (const expiry of expiries) counts[stateOf(expiry, now)]++;
  return Object.entries(counts).map(([state, value]) => ({ connection, state, value }));
}

function nextExpiry({ connection, expiries, now }: ReadList): Figure[] {
  const next = expiries.reduce<number>(
    (first, expiry) => (expiry !== undefined && expiry > now && expiry < first ? expiry : first),
    Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(next) ? [{ connection, value: (next - now) / 1000 }] : [];
}

/** The same states as on the screen. */
function stateOf(expiry: Expiry, now: number) {
  if (expiry === undefined) return 'undated';
  if (expiry <= now) return 'expired';
  if (expiry <= now + day) return 'day';
  return expiry <= now + 7 * day ? 'week' : 'healthy';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
