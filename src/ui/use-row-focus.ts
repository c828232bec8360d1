import {
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';

interface Place {
  index: number;
  control: string;
}

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + 10,
  PageUp: (index) => index - 10,
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Arrow keys move between rows on the same control, though only the rows in view exist; and where a
 * focused row goes away, the focus goes to the row that took its place. Tab stops at one row only, the
 * one it was last in: what comes after ten thousand rows is then a few keys away.
 */
export function useRowFocus(
  body: RefObject<HTMLElement | null>,
  rows: readonly unknown[],
  scrollTo: (index: number) => void,
) {
  const last = useRef<Place>(undefined);
  const wanted = useRef<Place>(undefined);
  const [current, setCurrent] = useState(0);

  function focusWanted(): void {
    if (!wanted.current) return;
    const { index, control } = wanted.current;
    const find = (control: string) =>
      body.current?.querySelector<HTMLElement>(
        `[data-index="${index}"] [data-control="${control}"]`,
      );
    // Not every row has every control.
    const target = find(control) ?? find('open');
    if (!target) return;
    target.focus({ preventScroll: true });
    // Not yet where the list is out of sight, beneath the details.
    if (document.activeElement === target) wanted.current = undefined;
  }

  function go(place: Place): void {
    const index = Math.max(0, Math.min(place.index, rows.length - 1));
    wanted.current = { ...place, index };
    scrollTo(index);
    focusWanted();
  }

  // A row scrolled to exists only after the next render.
  useLayoutEffect(focusWanted);

  useLayoutEffect(() => {
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (lost && last.current && rows.length > 0) go(last.current);
    // oxlint-disable-next-line react/exhaustive-deps -- only a changed list takes a row away; scrolling does too, and must not be undone
  }, [rows]);

  return {
    /** The row that Tab stops at. */
    current,
    go,
    restore(): boolean {
      if (last.current === undefined || rows.length === 0) return false;
      go(last.current);
      return true;
    },
    onKeyDown(event: KeyboardEvent) {
      const step = steps[event.key];
      const place = placeOf(event.target);
      if (!step || !place || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go({ ...place, index: step(place.index, rows.length - 1) });
    },
    onFocus(event: FocusEvent) {
      last.current = placeOf(event.target) ?? last.current;
      setCurrent(last.current?.index ?? 0);
    },
  };
}

function placeOf(target: EventTarget): Place | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  const control = target.dataset.control;
  const index = target.closest<HTMLElement>('[data-index]')?.dataset.index;
  return control === undefined || index === undefined
    ? undefined
    : { index: Number(index), control };
}
