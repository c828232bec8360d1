import { hour, minute, type Clock } from './clock.ts';
import type { Courier } from './delivery/courier.ts';
import { BadRequest } from './errors.ts';
import type { SandboxState } from './state.ts';
import type { Store } from './store.ts';

/** The time that the sandbox can be moved to: dates that Jira writes have four digits of year. */
const earliest = Date.UTC(2000, 0);
const latest = Date.UTC(9000, 0);

/** On the way forward it stops where something is due: by then every delivery was tried six times. */
const wayMs = 2 * hour;
/** Apart by this much at least: each stop is stored. With events coming all the time, by more. */
const betweenStops = (state: SandboxState) => (state.traffic === null ? minute : 5 * minute);

/** Moves the sandbox's clock from its offset to the next one. */
export type ClockHand = (nextOffset: (offsetMs: number) => number) => Promise<void>;

/**
 * What is due on the way happens on the way: a delivery is retried at one time after another, and what
 * is given up lies between then and now, not all at the end. One move at a time.
 */
export function createClockHand(store: Store, courier: Courier, realClock: Clock): ClockHand {
  let last: Promise<unknown> = Promise.resolve();

  const setOffset = async (expected: number, offsetMs: number): Promise<boolean> =>
    store.change((state) => {
      // Somebody reset the sandbox on the way: there is nowhere to go any more.
      const isExpected = state.offsetMs === expected;
      return { state: isExpected ? withOffset(state, offsetMs) : state, answer: isExpected };
    });

  async function move(nextOffset: (offsetMs: number) => number): Promise<void> {
    let offsetMs = store.state.offsetMs;
    const target = nextOffset(offsetMs);
    refuseBeyond(realClock.now() + target);
    const end = Math.min(target, offsetMs + wayMs);
    for (;;) {
      const due = courier.nextDue();
      if (due === undefined) break;
      const grid = betweenStops(store.state);
      const stop = Math.ceil(due / grid) * grid - realClock.now();
      if (stop >= end) break;
      // What is overdue already needs no move.
      const next = Math.max(stop, offsetMs);
      if (!(await setOffset(offsetMs, next))) return;
      offsetMs = next;
      await courier.settle();
    }
    if (await setOffset(offsetMs, target)) await courier.settle();
  }

  return (nextOffset) => {
    const moved = last.then(() => move(nextOffset));
    last = moved.catch(() => undefined);
    return moved;
  };
}

/** Moved back, what waits has as long to wait as before. */
function withOffset(state: SandboxState, offsetMs: number): SandboxState {
  const back = Math.min(0, offsetMs - state.offsetMs);
  if (back === 0) return { ...state, offsetMs };
  const { traffic } = state;
  const deliveries = new Map(
    [...state.deliveries].map(([id, delivery]) => [
      id,
      { ...delivery, dueAt: delivery.dueAt + back },
    ]),
  );
  const shifted = traffic === null ? null : { ...traffic, nextAt: traffic.nextAt + back };
  return { ...state, offsetMs, deliveries, traffic: shifted };
}

function refuseBeyond(next: number): void {
  if (next >= earliest && next < latest) return;
  throw new BadRequest('The clock cannot be moved there.', {
    now: 'must stay between the years 2000 and 9000',
  });
}
