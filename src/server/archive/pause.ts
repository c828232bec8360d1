import type { Timer } from '../timer.ts';

/** The time between two readings, which somebody may cut short. */
export interface Pause {
  /**
   * Ends the pause. Resolves after the next reading that begins from now on, which all who ask before it
   * begins share: one under way may have passed already what they want to see.
   */
  cut: () => Promise<void>;
  /** For the reading that begins now: to be called once it is over. */
  begin: () => () => void;
  /** Resolves after `ms`, or sooner where somebody cut it or the signal ends it. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export function createPause(timer: Timer): Pause {
  let asked: PromiseWithResolvers<void> | undefined;
  let wake = () => {};
  return {
    cut() {
      asked ??= Promise.withResolvers<void>();
      wake();
      return asked.promise;
    },
    begin() {
      const answered = asked;
      asked = undefined;
      return () => answered?.resolve();
    },
    async wait(ms, signal) {
      if (asked) return;
      const cut = new AbortController();
      wake = () => cut.abort();
      await timer.wait(ms, AbortSignal.any([signal, cut.signal]));
    },
  };
}
