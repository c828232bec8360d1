import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Where what has the focus goes away (a button that did its work, a message that no longer holds), the
 * browser drops the focus to nowhere; `restore` puts it where the reader can go on from.
 */
export function useKeptFocus(
  within: RefObject<HTMLElement | null>,
  restore: (lost: Element) => void,
): void {
  const latest = useRef(restore);
  useLayoutEffect(() => {
    latest.current = restore;
  });
  useEffect(() => {
    const root = within.current;
    if (!root) return;
    let held: Element | undefined;
    const hold = ({ target }: FocusEvent) => {
      held = target instanceof Element ? target : undefined;
    };
    const check = () => {
      // Still there: somebody clicked beside it.
      if (!held || held.isConnected || document.activeElement !== document.body) return;
      const lost = held;
      held = undefined;
      latest.current(lost);
    };
    const observer = new MutationObserver(check);
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener('focusin', hold);
    return () => {
      observer.disconnect();
      root.removeEventListener('focusin', hold);
    };
  }, [within]);
}
