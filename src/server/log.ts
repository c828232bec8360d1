import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * JSON lines on standard error: standard output is for the person who started it. Written at once, so
 * that the last words before a crash are there. JSON's escapes keep an entry on its one line.
 */
export function createLogger(level: string): Logger {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}

/**
 * The names and codes of a failure, along the chain of its causes. Messages and attached objects are
 * never logged: they may hold a header or a piece of a body.
 */
export function namesOf(error: unknown): string {
  const names: string[] = [];
  for (let cause = error; cause instanceof Error && names.length < 4; cause = cause.cause) {
    names.push('code' in cause && typeof cause.code === 'string' ? cause.code : cause.name);
  }
  return names.join(' < ') || typeof error;
}

/** A mistake of our own: what it is called, and where it happened. */
export function describeError(error: unknown): { cause: string; stack: string[] } {
  const lines = error instanceof Error ? (error.stack?.split('\n') ?? []) : [];
  return {
    cause: namesOf(error),
    stack: lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim()),
  };
}
