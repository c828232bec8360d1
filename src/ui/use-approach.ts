import { useEffect, type RefObject } from 'react';

const signs = ['pointerover', 'focusin', 'keydown'];

/** Long after the first rows; the console may be out of reach when the first click comes. */
const atLatestMs = 3000;

/**
 * Calls `begin` once, when a pointer or the focus first comes into `within`, some time before a click; or a
 * while after the page opened.
 */
export function useApproach(within: RefObject<HTMLElement | null>, begin: () => void): void {
  useEffect(() => {
    const seen = new AbortController();
    const { signal } = seen;
    const onSign = () => {
      seen.abort();
      begin();
    };
    for (const sign of signs) within.current?.addEventListener(sign, onSign, { signal });
    const timer = setTimeout(onSign, atLatestMs);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    return () => seen.abort();
  }, [within, begin]);
}
