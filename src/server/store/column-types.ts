import type { RawBuilder } from 'kysely';

/** What the databases call by different names. */
export interface ColumnTypes {
  bytes: 'blob' | 'bytea';
  /** A text that is ordered by its bytes, wherever it is kept: pages go on from one. */
  name: 'text' | RawBuilder<unknown>;
}
