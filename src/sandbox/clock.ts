/** Tells the time in milliseconds since the epoch. Passed in, so that thirty days take no time in a test. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The sandbox's own time: the real one, moved by an offset that is part of the kept state. */
export function movedClock(real: Clock, offsetMs: () => number): Clock {
  return { now: () => real.now() + offsetMs() };
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
