import type { Kysely } from 'kysely';
import type { Clock } from '../../sandbox/clock.ts';
import type { Tables } from '../store/tables.ts';
import type { IngestTokens } from './ingest-tokens.ts';
import type { Poller } from './poller.ts';

/** What the archive's addresses are served from. */
export interface ArchiveOptions {
  database: Kysely<Tables>;
  clock: Clock;
  keptDays: number;
  tokens: IngestTokens;
  loopbackOnly: boolean;
  /** Why the last reading of a connection failed. */
  problem: Poller['problem'];
  readNow: Poller['readNow'];
}
