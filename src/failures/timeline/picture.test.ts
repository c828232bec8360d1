import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colourOf, orderOf } from './colours.ts';
import { countScale, stackHeights } from './scale.ts';
import { textWidth, timeTicks } from './time-axis.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 9, 20);

describe('the scale of counts', () => {
  test('has few round marks and holds the highest bar', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (most) => {
        const { top, ticks } = countScale(most);
        expect(top).toBeGreaterThanOrEqual(Math.max(1, most));
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBe(top);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.every(Number.isInteger)).toBe(true);
      }),
    );
    expect(countScale(71)).toEqual({ top: 80, ticks: [0, 20, 40, 60, 80] });
    expect(countScale(0).ticks).toEqual([0, 1]);
  });

  test('the parts of a bar sum to its height, and no bar is too low to be seen', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100_000), { minLength: 1, maxLength: 7 }),
        fc.nat(1e6),
        (counts, more) => {
          const total = counts.reduce((sum, count) => sum + count, 0);
          const { top } = countScale(total + more);
          const heights = stackHeights(counts, top, 148);
          const sum = heights.reduce((one, other) => one + other, 0);
          expect(sum).toBeCloseTo(total === 0 ? 0 : Math.max(2, (total / top) * 148), 6);
          expect(sum).toBeLessThanOrEqual(148.001);
          expect(heights.map((height) => height > 0)).toEqual(counts.map((count) => count > 0));
        },
      ),
    );
  });
});

describe('the axis of time', () => {
  const anyRange = fc.record({
    from: fc.nat(9000).map((hours) => start + hours * hour),
    length: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 9000 })),
    pixels: fc.integer({ min: 1, max: 2500 }),
  });

  test('names no two times over each other, and none beyond its ends', () => {
    fc.assert(
      fc.property(anyRange, ({ from, length, pixels }) => {
        const ticks = timeTicks({ from, to: from + length * hour }, pixels);
        const labels = ticks
          .flatMap(({ label }) => label ?? [])
          .toSorted((one, other) => one.x - other.x);
        for (const [index, { text, x, width }] of labels.entries()) {
          const next = labels[index + 1];
          expect(width).toBeGreaterThanOrEqual(textWidth(text));
          expect(x - width / 2).toBeGreaterThanOrEqual(0);
          expect(x + width / 2).toBeLessThanOrEqual(pixels);
          if (next) expect(x + width / 2).toBeLessThan(next.x - next.width / 2);
        }
        for (const { x } of ticks) expect(x >= 0 && x <= pixels).toBe(true);
        if (pixels > 120) expect(labels.length).toBeGreaterThan(0);
      }),
    );
  });

  test('names the day where none begins, and hours beside it', () => {
    const noon = new Date(2026, 10, 23, 8).getTime();
    const texts = timeTicks({ from: noon, to: noon + 8 * hour }, 800).map(
      ({ label }) => label?.text,
    );
    expect(texts[0]).toMatch(/23/);
    expect(texts.length).toBeGreaterThan(4);
  });
});

describe('colours', () => {
  const bar = (value: string | null, count: number) => ({ time: start, value, count });

  test('go to the six commonest values; the rest is grey together', () => {
    const bars = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((value, at) => bar(value, at + 1));
    const order = orderOf({ bars });
    expect(order).toEqual(['g', 'f', 'e', 'd', 'c', 'b', null]);
    expect(colourOf(order, 'g')).toBe('var(--timeline-1)');
    expect(colourOf(order, 'b')).toBe('var(--timeline-6)');
    expect(colourOf(order, 'a')).toBe('var(--timeline-others)');
    expect(colourOf(order, null)).toBe('var(--timeline-others)');
  });

  test('equal counts keep one order, and what is not split has the first colour', () => {
    expect(orderOf({ bars: [bar('b', 1), bar('a', 1)] })).toEqual(['a', 'b']);
    expect(orderOf({ bars: [] })).toEqual([]);
    const order = orderOf({ bars: [bar(null, 3)] });
    expect(order).toEqual([null]);
    expect(colourOf(order, null)).toBe('var(--timeline-1)');
  });
});
