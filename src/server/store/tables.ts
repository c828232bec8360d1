import type { Generated } from 'kysely';
import type { AccessTables } from '../access/tables.ts';

/** The tables, as Kysely types them. Times are milliseconds since the epoch; int8 is read as a number. */
export interface Tables extends AccessTables {
  sandbox_documents: { key: string; value: string };
  failures: FailuresTable;
  failure_bodies: FailureKey & { body: Uint8Array };
  failure_webhooks: FailureKey & { webhook_id: number };
  failure_hours: {
    connection_id: string;
    hour: number;
    url_sha256: string;
    url: string;
    event: string;
    count: number;
  };
  archive_readings: { connection_id: string; cursor: number; read_at: number | null };
  archive_gaps: { connection_id: string; from_time: number; to_time: number };
  archive_leases: { connection_id: string; holder: string; until: number };
  resend_attempts: ResendAttemptsTable;
  connections: ConnectionsTable;
  oauth_grants: OauthGrantsTable;
}

/** Added by a person or an import. `revision` goes up with each change. */
export interface ConnectionsTable extends SealedColumns {
  id: string;
  kind: string;
  name: string;
  site_url: string;
  /** Of a Connect app; empty for OAuth. */
  app_key: string;
  /** What deliveries to a Connect app are signed with; empty where nobody said. */
  client_key: Generated<string>;
  app_url: Generated<string>;
  /** Of an OAuth app; empty for Connect. */
  cloud_id: string;
  grant_id: string;
  /** 1 or 0. */
  paused: number;
  created_at: number;
  revision: number;
}

/** What one user let the app do, on all of that user's sites. */
export interface OauthGrantsTable extends SealedColumns {
  id: string;
  client_id: string;
  account_id: string;
  account_name: string;
  /** Why nothing can be done until the user signs in again. */
  problem: string | null;
  /** JSON: what Atlassian told at the last consent. */
  sites: string;
  /** Until then somebody may choose among them; 0 where nobody has to. */
  choice_ends_at: number;
  revision: number;
}

interface SealedColumns {
  /** Encrypted; empty where there is none. */
  secret: string;
  key_id: string;
}

export interface FailureKey {
  connection_id: string;
  failure_time: number;
  delivery_id: string;
}

/** Without bodies, so that lists stay light. */
export interface FailuresTable extends FailureKey {
  url: string;
  event: string;
  event_time: number | null;
  issue_key: string;
  project_key: string;
  /** A JSON array: `failure_webhooks` is for searching, this for showing. */
  webhook_ids: string;
  body_size: number | null;
  body_sha256: string | null;
  archived_at: number;
}

/** A body sent again. */
export interface ResendAttemptsTable extends FailureKey {
  attempt_id: string;
  url: string;
  /** 1 or 0. */
  signed: number;
  started_at: number;
  /** The console that sends it. */
  replica: string;
  /** JSON; null while it is being sent. */
  outcome: string | null;
}
