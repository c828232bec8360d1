/** What the databases call by different names. */
export interface ColumnTypes {
  bytes: 'blob' | 'bytea';
}
