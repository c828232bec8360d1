import { movedClock, type Clock } from './clock.ts';
import { documentsChanged, readState, type SandboxState } from './state.ts';
import type { SandboxStorage } from './storage.ts';

/** What a change makes of the state, and what it answers. */
export interface Step<Answer> {
  state: SandboxState;
  answer: Answer;
}

/** The state in memory, and the only way to change it. */
export interface Store {
  readonly state: SandboxState;
  /** The sandbox's own time. */
  readonly clock: Clock;
  /**
   * Computes the next state, has it kept, and only then shows and answers it. One change at a time: a
   * hundred callers at once see each other's effects, so no limit is overrun. Where the storage fails,
   * nothing has happened.
   */
  change<Answer>(step: (state: SandboxState, now: number) => Step<Answer>): Promise<Answer>;
}

export async function openStore(
  storage: SandboxStorage,
  realClock: Clock,
  firstState: (now: number) => SandboxState,
): Promise<Store> {
  const kept = readState(await storage.load());
  let state = kept ?? firstState(realClock.now());
  if (kept === undefined) await storage.apply(documentsChanged(undefined, state));

  const clock = movedClock(realClock, () => state.offsetMs);
  let last: Promise<unknown> = Promise.resolve();

  async function perform<Answer>(
    step: (state: SandboxState, now: number) => Step<Answer>,
  ): Promise<Answer> {
    const next = step(state, clock.now());
    const changes = documentsChanged(state, next.state);
    if (changes.size > 0) await storage.apply(changes);
    state = next.state;
    return next.answer;
  }

  return {
    get state() {
      return state;
    },
    clock,
    change(step) {
      const answer = last.then(() => perform(step));
      // A failed change fails its own caller, not the ones behind it.
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}
