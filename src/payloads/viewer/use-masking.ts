/** Whether personal data is masked: one choice for all bodies, kept for the browser session. */
import { useSyncExternalStore } from 'react';

const key = 'mask-personal-data';
const listeners = new Set<() => void>();
let isMasked = readChoice();

export function useMasking() {
  return [useSyncExternalStore(subscribe, () => isMasked), choose] as const;
}

function choose(masked: boolean): void {
  isMasked = masked;
  try {
    sessionStorage.setItem(key, String(masked));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function readChoice(): boolean {
  try {
    return sessionStorage.getItem(key) === 'true';
  } catch {
    return false;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
