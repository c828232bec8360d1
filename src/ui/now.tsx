import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';

/**
 * One clock for everything that counts down. Each reader derives a small value from the time and is
 * painted again only when that value changes: a table of countdowns never renders as a whole.
 */
const NowContext = createContext<() => number>(() => Date.now());

/** Whose time is told below: a site's clock rather than this machine's. */
export function NowProvider({ now, children }: { now: () => number; children: ReactNode }) {
  return <NowContext value={now}>{children}</NowContext>;
}

/** The clock itself, for what is computed at the moment of an act. */
export function useNow(): () => number {
  return use(NowContext);
}

/** `select(now)`, kept true every second. `select` must return a primitive. */
export function useTicking<T extends string | number | boolean>(select: (now: number) => T): T {
  const now = use(NowContext);
  return useSyncExternalStore(subscribe, () => select(now()));
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

function tick(): void {
  clearTimeout(timer);
  for (const listener of listeners) listener();
  // On the second, so that all countdowns change together; not at all while nobody looks.
  if (!document.hidden) timer = setTimeout(tick, 1000 - (Date.now() % 1000));
}

function start(): void {
  document.addEventListener('visibilitychange', tick);
  tick();
}

function stop(): void {
  document.removeEventListener('visibilitychange', tick);
  clearTimeout(timer);
}
