/** Asking Jira as it wants to be asked: it says when to come back, and a write is repeated once at most. */
import { JiraError } from '../errors.ts';
import { readingRetryDelay, retriesReading } from '../patience.ts';

export interface Patience {
  /** Aborted when the operator stops: waiting ends, and nothing is asked again. */
  signal?: AbortSignal;
  /** Told when a wait begins (with its end, by `Date.now()`) and when it is over. */
  onWait?: (until: number | undefined) => void;
  /** Resolves after `milliseconds`, or as soon as `signal` is aborted. */
  wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Longer than this nobody watches: what is left is reported as not sent instead. */
const longestWaitMs = 5 * 60_000;
const mostReadings = 3;

/** A write. After "too many requests", which says that nothing happened, once more and never a third time. */
export async function write<T>(send: () => Promise<T>, patience: Patience): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof JiraError) || error.kind !== 'rate-limited') throw error;
    if (!(await waited(readingRetryDelay(0, error), patience))) throw error;
    return send();
  }
}

/** A reading changes nothing, so a passing fault is no reason to give up. */
export async function read<T>(ask: () => Promise<T>, patience: Patience): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error) || failures + 1 >= mostReadings) throw error;
      if (!retriesReading(failures, error)) throw error;
      if (!(await waited(readingRetryDelay(failures, error), patience))) throw error;
    }
  }
}

/** Whether the wait was kept to its end. */
async function waited(milliseconds: number, patience: Patience): Promise<boolean> {
  const { signal, onWait, wait = waitUnless } = patience;
  if (milliseconds > longestWaitMs || signal?.aborted) return false;
  onWait?.(Date.now() + milliseconds);
  await wait(milliseconds, signal);
  onWait?.(undefined);
  return !signal?.aborted;
}

function waitUnless(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}
