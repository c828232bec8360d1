import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

export const rowHeight = 24;
/** Browsers make no element taller than some 18 (Firefox) or 33 (Chrome) million pixels. */
export const tallest = 8_000_000;
/** Rows painted beyond each edge, and the steps in which the range moves. */
const beyond = 12;
const step = 4;

export interface LineWindow {
  first: number;
  count: number;
  /** Where the first of them stands, from the top of the scrolled content. */
  top: number;
}

/**
 * Which rows are in view. Of a body taller than any element can be, the scrollbar stands for the whole in
 * proportion, and the wheel moves by rows as ever.
 */
export function useLineWindow(scroller: RefObject<HTMLElement | null>, rows: number) {
  const height = rows * rowHeight;
  const shownHeight = Math.min(height, tallest);
  const isScaled = height > tallest;
  const [window, setWindow] = useState<LineWindow>({ first: 0, count: 0, top: 0 });
  /** How far the rows are scrolled, and where the scrollbar was put for it. */
  const position = useRef({ top: 0, scrollTop: 0 });

  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop, clientHeight } = element;
    const place = position.current;
    if (!isScaled) place.top = scrollTop;
    else if (Math.abs(scrollTop - place.scrollTop) >= 1) {
      place.top = (scrollTop / (shownHeight - clientHeight)) * (height - clientHeight);
    }
    place.scrollTop = scrollTop;
    const before = Math.floor(place.top / rowHeight / step) * step - beyond;
    const first = Math.max(0, Math.min(before, rows - 1));
    const count = Math.ceil(clientHeight / rowHeight / step) * step + step + 2 * beyond;
    const top = first * rowHeight - place.top + scrollTop;
    setWindow((was) =>
      was.first === first && was.count === count && was.top === top ? was : { first, count, top },
    );
  }, [scroller, rows, height, shownHeight, isScaled]);

  const scrollTo = useCallback(
    (wanted: number) => {
      const element = scroller.current;
      if (!element) return;
      const most = Math.max(0, height - element.clientHeight);
      const top = Math.max(0, Math.min(wanted, most));
      element.scrollTop = isScaled ? (top / most) * (shownHeight - element.clientHeight) : top;
      position.current = { top, scrollTop: element.scrollTop };
      look();
    },
    [scroller, height, shownHeight, isScaled, look],
  );

  useLayoutEffect(look, [look]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    const turn = (event: WheelEvent) => {
      if (!isScaled || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const units = [1, rowHeight, element.clientHeight];
      scrollTo(position.current.top + event.deltaY * (units[event.deltaMode] ?? 1));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
      element.removeEventListener('wheel', turn);
    };
  }, [scroller, look, scrollTo, isScaled]);

  /** As little as is needed, or to the middle where it was out of sight. */
  const reveal = useCallback(
    (row: number) => {
      const element = scroller.current;
      if (!element) return;
      const { top } = position.current;
      const rowTop = row * rowHeight;
      const view = element.clientHeight;
      const overTop = rowTop - top;
      const overBottom = rowTop + rowHeight - (top + view);
      if (overTop >= 0 && overBottom <= 0) return;
      const isNear = Math.min(Math.abs(overTop), Math.abs(overBottom)) < 2 * rowHeight;
      if (!isNear) scrollTo(rowTop - view / 2);
      else scrollTo(overTop < 0 ? rowTop : top + overBottom);
    },
    [scroller, scrollTo],
  );
  return { window, shownHeight, reveal };
}
