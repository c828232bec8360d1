export type Slots = ReturnType<typeof createSlots>;

/** So many at once; more wait, and who waited longest comes first. */
export function createSlots(most: number, onIdle: () => void = () => {}) {
  const waiting = new Set<() => void>();
  let taken = 0;

  const take = async (signal: AbortSignal): Promise<void> => {
    if (taken < most) {
      taken++;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      waiting.delete(resolve);
      reject(signal.reason);
    };
    waiting.add(resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    await promise.finally(() => signal.removeEventListener('abort', giveUp));
  };
  const give = () => {
    const [next] = waiting;
    if (next) {
      // The slot passes on to who waited longest.
      waiting.delete(next);
      next();
      return;
    }
    taken--;
    if (taken === 0) onIdle();
  };

  return {
    async within<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
      await take(signal);
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        give();
      }
    },
  };
}
