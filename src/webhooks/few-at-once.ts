/**
 * Runs at most `most` of the works given to it at once; the others wait their turn, and go without it where
 * their signal ends the waiting. A browser has six connections to one server, and whoever clicks needs one.
 */
export function fewAtOnce(most: number) {
  const waiting = new Set<() => void>();
  let running = 0;

  function turn(signal: AbortSignal): Promise<void> {
    if (running < most) {
      running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(begin);
        reject(signal.reason as Error);
      };
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      waiting.add(begin);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  function next(): void {
    const [begin] = waiting;
    if (begin) {
      waiting.delete(begin);
      begin();
    } else running--;
  }

  return async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    await turn(signal);
    try {
      return await work();
    } finally {
      next();
    }
  };
}
