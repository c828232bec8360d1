import { useEffect, type RefObject } from 'react';

const signs = ['pointerover', 'focusin', 'keydown'];

/** Calls `begin` once, when a pointer or the focus first comes into `within`: some time before a click. */
export function useApproach(within: RefObject<HTMLElement | null>, begin: () => void): void {
  useEffect(() => {
    const seen = new AbortController();
    const { signal } = seen;
    const onSign = () => {
      seen.abort();
      begin();
    };
    for (const sign of signs) within.current?.addEventListener(sign, onSign, { signal });
    return () => seen.abort();
  }, [within, begin]);
}
