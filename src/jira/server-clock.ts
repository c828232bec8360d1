/**
 * Jira's time as far as its answers tell it: the operator's machine may be wrong by minutes, and an
 * expiry is counted down by the clock that enforces it.
 */
export interface ServerClock {
  /** Milliseconds since the epoch, by the server. */
  now(): number;
  /** Takes the `Date` of an answer; `askedAt` and `receivedAt` are `Date.now()` before and after. */
  observe(serverTime: number, askedAt: number, receivedAt: number): void;
}

/** `Date` has whole seconds and the way takes time: less than this says nothing about the clock. */
const slack = 3000;

export function createServerClock(localNow: () => number = Date.now): ServerClock {
  let offset = 0;
  return {
    now: () => localNow() + offset,
    observe(serverTime, askedAt, receivedAt) {
      // Half a second: `Date` is cut down to its second, so the true time is on average that much later.
      const measured = serverTime + 500 - (askedAt + receivedAt) / 2;
      if (Math.abs(measured - offset) > slack + (receivedAt - askedAt) / 2) offset = measured;
    },
  };
}
