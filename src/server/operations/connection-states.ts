import type { Kysely } from 'kysely';
import type { Connection } from '../connections/connection.ts';
import type { KeyRing } from '../connections/key-ring.ts';
import { earlyMs } from '../connections/oauth/grants.ts';
import { readTokenEnds } from '../connections/oauth/token-ends.ts';
import type { Tables } from '../store/tables.ts';
import type { Metrics } from './metrics.ts';

/** How many connections can be used, and why the others can't. */
export function measureConnections(
  connections: readonly Connection[],
  { connections: gauge }: Metrics,
): void {
  const states = ['usable', 'paused', 'sign-in-again', 'unusable'];
  for (const kind of ['connect', 'oauth']) {
    for (const state of states) gauge.set({ kind, state }, 0);
  }
  for (const { kind, problem, isPaused } of connections) {
    gauge.inc({ kind, state: problem?.kind ?? (isPaused ? 'paused' : 'usable') });
  }
}

/** What users' consents are worth: the same on every console that shares the store. */
export async function measureTokens(
  database: Kysely<Tables>,
  keys: KeyRing,
  { accessTokens, nextTokenEnd }: Metrics,
): Promise<void> {
  const ends = await readTokenEnds(database, keys);
  const now = Date.now();
  const counts = { valid: 0, expiring: 0, 'sign-in-again': 0, unusable: 0 };
  let next = Number.POSITIVE_INFINITY;
  for (const end of ends) {
    if (typeof end === 'string') counts[end]++;
    else {
      counts[end > now + earlyMs ? 'valid' : 'expiring']++;
      if (end > now) next = Math.min(next, end);
    }
  }
  for (const [state, count] of Object.entries(counts)) accessTokens.set({ state }, count);
  if (Number.isFinite(next)) nextTokenEnd.set({ kind: 'oauth' }, (next - now) / 1000);
}
