import { JiraError } from './errors.ts';

/** Where a site asks to wait without saying how long. */
const unsaidWaitMs = 30_000;
/** A passing fault gets this many further tries; being told to wait is obeyed as often as it is said. */
const mostRetries = 2;

/** Whether a reading is tried again. Only readings: a write that failed is looked after, not repeated. */
export function retriesReading(failures: number, error: Error): boolean {
  if (!(error instanceof JiraError)) return false;
  switch (error.kind) {
    case 'rate-limited':
      return true;
    case 'timeout':
    case 'unreachable':
    case 'unavailable':
    case 'broken-off':
    case 'garbled':
      return failures < mostRetries;
    default:
      return false;
  }
}

/**
 * Milliseconds until the next try: what `Retry-After` says, else one second, then two. The spread keeps
 * many open tabs from coming back in the same instant; it follows from the error, so that a screen can
 * count down to the same moment.
 */
export function readingRetryDelay(failures: number, error: Error): number {
  const told = error instanceof JiraError ? error.retryAfterMs : undefined;
  const spread = error instanceof JiraError ? error.at % 500 : 0;
  const unsaid =
    error instanceof JiraError && error.kind === 'rate-limited'
      ? unsaidWaitMs
      : 1000 * 2 ** failures;
  return (told ?? unsaid) + spread;
}
