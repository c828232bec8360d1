import { useCallback, useMemo, useSyncExternalStore, type RefObject } from 'react';

interface VisibleRowsOptions {
  count: number;
  /** Of every row, in CSS pixels. */
  height: number;
  /** What holds the rows, as tall as all of them together. */
  body: RefObject<HTMLElement | null>;
  /** What scrolls around it. */
  scroller: RefObject<HTMLElement | null>;
}

/** Rows painted beyond each edge, so that a quick scroll or a Tab finds the next one there. */
const beyond = 8;
/** The range moves in steps of so many rows: most scroll events then render nothing. */
const step = 4;
/** Kept clear when a row is scrolled to, in CSS pixels: the sticky head above, what floats below. */
const clear = { above: 48, below: 112 };

/**
 * The range of rows to paint, for rows of one known height. A library for this measures rows of any
 * height and costs 12 KB of the first load (gzip); with a fixed height it is one division.
 */
export function useVisibleRows({ count, height, body, scroller }: VisibleRowsOptions) {
  const subscribe = useCallback(
    (changed: () => void) => {
      const element = scroller.current;
      if (!element) return () => {};
      const observer = new ResizeObserver(changed);
      observer.observe(element);
      for (const child of element.children) observer.observe(child);
      element.addEventListener('scroll', changed, { passive: true });
      return () => {
        observer.disconnect();
        element.removeEventListener('scroll', changed);
      };
    },
    [scroller],
  );
  const range = useSyncExternalStore(subscribe, () => {
    if (!body.current || !scroller.current) return '0 0';
    const view = scroller.current.getBoundingClientRect();
    const above = view.top - body.current.getBoundingClientRect().top;
    const first = Math.floor(above / height / step) * step - beyond;
    const last = Math.ceil((above + view.height) / height / step) * step + beyond;
    return `${Math.max(0, Math.min(first, count))} ${Math.max(0, Math.min(last, count))}`;
  });
  const indexes = useMemo(() => {
    const [first = 0, last = 0] = range.split(' ').map(Number);
    return Array.from({ length: last - first }, (_, offset) => first + offset);
  }, [range]);

  function scrollTo(index: number): void {
    if (!body.current || !scroller.current) return;
    const view = scroller.current.getBoundingClientRect();
    const rowTop = body.current.getBoundingClientRect().top + index * height;
    const overTop = rowTop - (view.top + clear.above);
    const overBottom = rowTop + height - (view.bottom - clear.below);
    if (overTop < 0) scroller.current.scrollTop += overTop;
    else if (overBottom > 0) scroller.current.scrollTop += overBottom;
  }
  return { indexes, scrollTo };
}
