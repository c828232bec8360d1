import { isNewerStore } from './migrations.ts';
import { isUnreachable } from './store-failure.ts';

/** A database that answers, and that the console can’t live in. */
export class WrongDatabase extends Error {
  override readonly name = 'WrongDatabase';
}

/** By PostgreSQL’s codes (its documentation, appendix A), `pg`’s words where it has no code, and Node’s names. */
const reasons: readonly [pattern: RegExp, reason: string][] = [
  [
    /^(?:28\d{3}|SASL: .*)$/,
    'it refuses the user or the password. Correct them there, or grant the user access.',
  ],
  [/^3D000$/, 'there is no such database on the server. Create it, or name another one.'],
  [
    /^(?:42501|3F000)$/,
    'its user may not make tables. Grant the user CREATE on the database and its schema.',
  ],
  [/^53300$/, 'all connections are taken. Allow more, or stop what holds them.'],
  [/^25006$/, 'it can be read only. Name the primary server.'],
  [/^53100$/, 'its disk is full.'],
  [
    /^(?:(?:ERR_TLS|CERT|DEPTH|SELF_SIGNED|UNABLE_TO)_\w+|.* SSL .*)$/,
    'no trusted encrypted connection to it can be made. Check its certificate, and sslmode in the address.',
  ],
  [
    /^(?:ERR_INVALID_URL|URI malformed)$/,
    'the address can’t be read. Write @ : / ? # % in a password as %40 and so on.',
  ],
];

/** Why a database can’t be used, in a sentence with nothing in it of the address. */
export function postgresReason(cause: unknown): string {
  if (!(cause instanceof Error)) return 'it is not known why.';
  if (cause instanceof WrongDatabase) return cause.message;
  if (isNewerStore(cause)) {
    return 'a newer version of the console made its tables. Start that one, or name another database.';
  }
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const known = reasons.find(([pattern]) => pattern.test(code ?? cause.message));
  if (known) return known[1];
  if (isUnreachable(cause)) {
    return 'no PostgreSQL answers at its address. Start the server, or correct the host and the port.';
  }
  return `it answers with an error of its own (${code ?? cause.name}).`;
}
