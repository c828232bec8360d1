import { setTimeout as delay } from 'node:timers/promises';

/** Waits. Passed in, so that a test decides when the time is over. */
export interface Timer {
  /** Resolves after `ms`, or as soon as the signal ends the waiting. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** What Node's timers can hold: longer waits would end at once. */
const longestWait = 2 ** 31 - 1;

export const systemTimer: Timer = {
  wait: (ms, signal) =>
    // Not held open for: a console that has nothing else to do may end.
    delay(Math.min(ms, longestWait), undefined, { signal, ref: false }).catch(() => {}),
};
