import { useCallback, useSyncExternalStore, type RefObject } from 'react';

/** Whether an element has less room than `width`, in CSS pixels. */
export function useNarrow(element: RefObject<HTMLElement | null>, width: number): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const observer = new ResizeObserver(changed);
      if (element.current) observer.observe(element.current);
      return () => observer.disconnect();
    },
    [element],
  );
  return useSyncExternalStore(subscribe, () => (element.current?.clientWidth ?? Infinity) < width);
}
