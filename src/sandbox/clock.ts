/** Tells the time in milliseconds since the epoch. Passed in, so that thirty days take no time in a test. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
