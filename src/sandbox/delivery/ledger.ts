import type { Store } from '../store.ts';
import { recordOutcomes, type Attempted, type Outcome } from './outcome.ts';

/** Writes down what became of each attempt. */
export interface Ledger {
  /** Resolves once it is stored. */
  record(id: string, outcome: Outcome): Promise<void>;
}

/** In milliseconds of real time. A step of the storage waits for the disk, and takes about as long. */
const longestWait = 20;

/**
 * Attempts that end together are stored in one step: it waits a moment for the others, and not
 * at all where there are none.
 */
export function createLedger(
  store: Store,
  random: () => number,
  areMoreComing: () => boolean,
): Ledger {
  let open: { attempted: Attempted[]; close: () => void; stored: Promise<void> } | undefined;

  function openPage() {
    const attempted: Attempted[] = [];
    const closed = Promise.withResolvers<void>();
    const timer = setTimeout(closed.resolve, longestWait);
    const keep = () =>
      store.change((state, now) => {
        open = undefined;
        // The time of failure is that of the record: one who reads by time must not find it too late.
        return recordOutcomes(state, attempted, random, now);
      });
    const close = () => {
      clearTimeout(timer);
      closed.resolve();
    };
    return { attempted, close, stored: closed.promise.then(keep) };
  }

  return {
    record(id, outcome) {
      open ??= openPage();
      open.attempted.push({ id, outcome });
      if (!areMoreComing()) open.close();
      return open.stored;
    },
  };
}
