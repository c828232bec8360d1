import { useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react';
import { barAt, type TimeRange } from './bar-edges.ts';
import { draftRange, grabbedAnchor, stepTo, type Draft } from './brush.ts';

interface BrushOptions {
  edges: readonly number[];
  pixels: number;
  selected: TimeRange | null;
  onSelect: (range: TimeRange | null) => void;
}

interface Drag extends Draft {
  startX: number;
  /** A press that did not move is a click on one bar. */
  moved: boolean;
}

/** Further than this a press is a drag. */
const leastDrag = 3;

/**
 * Choosing bars by pointer and by keyboard. Moments are kept, not places of bars: the bars may change
 * under the hand when new failures come in or the page becomes narrower.
 */
export function useBrush({ edges, pixels, selected, onSelect }: BrushOptions) {
  const from = edges[0] ?? 0;
  const to = edges.at(-1) ?? from;
  const [active, setActive] = useState<number>();
  const [hovered, setHovered] = useState<number>();
  const [grabs, setGrabs] = useState(false);
  /** By keyboard: a click gives the focus too, and no mark is wanted for it. */
  const [focused, setFocused] = useState(false);
  const [drag, setDrag] = useState<Drag>();
  /** What Shift and arrows marked, and Enter has not taken yet. */
  const [marked, setMarked] = useState<Draft>();

  const xOf = (time: number) => ((time - from) / (to - from)) * pixels;
  const activeTime = Math.min(Math.max(active ?? selected?.from ?? to - 1, from), to - 1);
  const draft = drag ?? marked;

  function pointed(event: PointerEvent) {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const time = from + (x / pixels) * (to - from);
    const anchor = grabbedAnchor(selected, x, xOf, event.pointerType === 'touch');
    return { x, time: Math.min(Math.max(time, from), to - 1), anchor };
  }

  const pointer = {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || !event.isPrimary) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { x, time, anchor } = pointed(event);
      setMarked(undefined);
      setDrag({ anchor: anchor ?? time, head: time, startX: x, moved: false });
      setHovered(time);
    },
    onPointerMove(event: PointerEvent) {
      const { x, time, anchor } = pointed(event);
      setHovered(time);
      setGrabs(anchor !== undefined);
      if (drag) {
        setDrag({
          ...drag,
          head: time,
          moved: drag.moved || Math.abs(x - drag.startX) > leastDrag,
        });
      }
    },
    onPointerUp(event: PointerEvent) {
      if (!drag) return;
      const { time } = pointed(event);
      const anchor = drag.moved ? drag.anchor : time;
      setDrag(undefined);
      setActive(time);
      if (event.pointerType === 'touch') setHovered(undefined);
      onSelect(draftRange(edges, { anchor, head: time }));
    },
    // The browser took the gesture for scrolling.
    onPointerCancel() {
      setDrag(undefined);
      setHovered(undefined);
    },
    onPointerLeave() {
      if (!drag) setHovered(undefined);
    },
  };

  const keyboard = {
    onKeyDown(event: KeyboardEvent) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const next = stepTo(edges, activeTime, event.key);
      if (next !== undefined) {
        setActive(next);
        setMarked(
          event.shiftKey ? { anchor: marked?.anchor ?? activeTime, head: next } : undefined,
        );
      } else if (event.key === 'Enter' || event.key === ' ') {
        onSelect(draftRange(edges, marked ?? { anchor: activeTime, head: activeTime }));
        setMarked(undefined);
      } else if (event.key === 'Escape' && (draft || selected)) {
        // First what is not taken yet, then what is.
        if (!draft) onSelect(null);
        setMarked(undefined);
        setDrag(undefined);
      } else return;
      setFocused(true);
      event.preventDefault();
      event.stopPropagation();
    },
    onFocus: (event: FocusEvent) => setFocused(event.currentTarget.matches(':focus-visible')),
    onBlur() {
      setFocused(false);
      setMarked(undefined);
    },
  };

  return {
    handlers: { ...pointer, ...keyboard },
    xOf,
    activeIndex: barAt(edges, activeTime),
    /** The bar to tell about: the one under the pointer, else the one that has the focus. */
    toldIndex:
      hovered === undefined
        ? focused
          ? barAt(edges, activeTime)
          : undefined
        : barAt(edges, hovered),
    focused,
    grabs: grabs && drag === undefined,
    draft: draft && (drag === undefined || drag.moved) ? draftRange(edges, draft) : undefined,
  };
}
