import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftRange, grabbedAnchor, stepTo } from './brush.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 23);
const edges = Array.from({ length: 73 }, (_, index) => start + index * hour);
const at = (hours: number) => start + hours * hour;
const anyTime = fc.integer({ min: start, max: at(72) - 1 });

describe('choosing', () => {
  test('takes whole bars, the same whichever way one drags', () => {
    fc.assert(
      fc.property(anyTime, anyTime, (anchor, head) => {
        const range = draftRange(edges, { anchor, head });
        expect(draftRange(edges, { anchor: head, head: anchor })).toEqual(range);
        expect(edges).toContain(range.from);
        expect(edges).toContain(range.to);
        for (const time of [anchor, head]) {
          expect(time).toBeGreaterThanOrEqual(range.from);
          expect(time).toBeLessThan(range.to);
        }
        expect(range.to - range.from).toBeLessThan(Math.abs(anchor - head) + 2 * hour);
      }),
    );
  });

  test('from an edge of what is chosen goes on from its other end', () => {
    const selected = { from: at(10), to: at(13) };
    const xOf = (time: number) => ((time - start) / hour) * 20;
    expect(grabbedAnchor(selected, 203, xOf, false)).toBe(at(13) - 1);
    expect(grabbedAnchor(selected, 258, xOf, false)).toBe(at(10));
    expect(grabbedAnchor(selected, 230, xOf, false)).toBeUndefined();
    expect(grabbedAnchor(selected, 270, xOf, false)).toBeUndefined();
    expect(grabbedAnchor(selected, 270, xOf, true)).toBe(at(10));
    expect(grabbedAnchor(null, 203, xOf, true)).toBeUndefined();
    const anchor = grabbedAnchor(selected, 203, xOf, false) ?? 0;
    expect(draftRange(edges, { anchor, head: at(7.5) })).toEqual({ from: at(7), to: at(13) });
  });
});

describe('keys', () => {
  test.each([
    ['ArrowRight', 5, 6],
    ['ArrowUp', 5.5, 6],
    ['ArrowLeft', 5, 4],
    ['ArrowDown', 0, 0],
    ['ArrowRight', 71, 71],
    ['PageUp', 5, 29],
    ['PageDown', 5, 0],
    ['Home', 50, 0],
    ['End', 5, 71],
  ])('%s at %d leads to %d', (key, from, to) => {
    expect(stepTo(edges, at(from), key)).toBe(at(to));
  });

  test('others lead nowhere', () => {
    expect(stepTo(edges, at(5), 'Tab')).toBeUndefined();
    expect(stepTo(edges, at(5), 'constructor')).toBeUndefined();
  });
});
