/** Node's names where nobody answers or a connection breaks. */
const brokenConnection = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
/** What `pg` says without a code. */
const brokenWords =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether PostgreSQL is not there, or not there yet. */
export function isUnreachable(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  if (!('code' in cause) || typeof cause.code !== 'string') return brokenWords.test(cause.message);
  // Class 08, admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections
  return brokenConnection.has(cause.code) || /^(?:08\w{3}|57P0[123]|53300)$/.test(cause.code);
}

/**
 * What to tell a caller where the store failed and not the console, undefined where that is not so.
 * By SQLite's primary result codes (https://www.sqlite.org/rescode.html) and PostgreSQL's codes
 * (its documentation, appendix A).
 */
export function storeFailure(cause: unknown): string | undefined {
  if (isUnreachable(cause))
    return 'The console’s database can’t be reached. Try again in a moment.';
  if (!(cause instanceof Error) || !('code' in cause)) return undefined;
  const sqlite = 'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode & 0xff : 0;
  // FULL; disk_full
  if (sqlite === 13 || cause.code === '53100') {
    return 'The disk of the console’s store is full. Make room there, then try again.';
  }
  // READONLY, IOERR, CANTOPEN; read_only_sql_transaction
  if ([8, 10, 14].includes(sqlite) || cause.code === '25006') {
    return 'The console’s store can’t be written to. Its log tells more.';
  }
  // BUSY, LOCKED; what stayed after all attempts of a transaction
  if ([5, 6].includes(sqlite) || cause.code === '40P01' || cause.code === '40001') {
    return 'The console’s store is busy. Try again in a moment.';
  }
  return undefined;
}
