import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { barAt, barEdges, widthFor } from './bar-edges.ts';
import { barsOf, countIn, gapsIn } from './bars.ts';
import { orderOf } from './colours.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 9, 20);

const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Chatham'];
const zoneBefore = process.env.TZ;
afterEach(() => {
  if (zoneBefore === undefined) delete process.env.TZ;
  else process.env.TZ = zoneBefore;
});

/** Hours or days, as the archive tells them, in a zone and in so many pixels. */
const anyHistogram = fc
  .record({
    by: fc.constantFrom('hour' as const, 'day' as const),
    first: fc.nat(400),
    length: fc.integer({ min: 1, max: 900 }),
    pixels: fc.integer({ min: 0, max: 2000 }),
    zone: fc.constantFrom(...zones),
    values: fc.uniqueArray(fc.oneof(fc.string(), fc.constant(null)), { minLength: 1 }),
  })
  .chain(({ by, first, length, values, ...rest }) => {
    const unit = by === 'hour' ? hour : day;
    const from = start + first * unit;
    const bar = fc.record({
      time: fc.nat(length - 1).map((at) => from + at * unit),
      value: fc.constantFrom(...values),
      count: fc.integer({ min: 1, max: 10_000 }),
    });
    return fc.record({
      ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, fc.constant(value)])),
      histogram: fc.record({
        by: fc.constant(by),
        from: fc.constant(from),
        to: fc.constant(from + length * unit),
        bars: fc.array(bar, { maxLength: 60 }),
      }),
    }) as fc.Arbitrary<{
      pixels: number;
      zone: string;
      histogram: {
        by: 'hour' | 'day';
        from: number;
        to: number;
        bars: { time: number; value: string | null; count: number }[];
      };
    }>;
  });

describe('bars', () => {
  test('follow each other without a hole, on whole hours or days, none too thin to be hit', () => {
    fc.assert(
      fc.property(anyHistogram, ({ histogram, pixels, zone }) => {
        process.env.TZ = zone;
        const edges = barEdges(histogram, pixels);
        const unit = histogram.by === 'hour' ? hour : day;
        expect(edges[0]).toBe(histogram.from);
        expect(edges.at(-1)).toBe(histogram.to);
        expect(edges).toEqual([...new Set(edges)].toSorted((a, b) => a - b));
        expect(edges.filter((edge) => edge % unit !== 0)).toEqual([]);
        expect(edges.length - 1).toBeLessThanOrEqual(Math.max(2, pixels / 3));
      }),
    );
  });

  test('hold every failure exactly once, under exactly one value', () => {
    fc.assert(
      fc.property(anyHistogram, ({ histogram, pixels, zone }) => {
        process.env.TZ = zone;
        const order = orderOf(histogram);
        const bars = barsOf(histogram, barEdges(histogram, pixels), order);
        for (const bar of bars) {
          const inside = histogram.bars.filter(({ time }) => time >= bar.from && time < bar.to);
          expect(bar.total).toBe(inside.reduce((sum, { count }) => sum + count, 0));
          expect(bar.counts.reduce((sum, count) => sum + count, 0)).toBe(bar.total);
        }
        const all = histogram.bars.reduce((sum, { count }) => sum + count, 0);
        expect(bars.reduce((sum, { total }) => sum + total, 0)).toBe(all);
        expect(countIn(histogram, histogram)).toBe(all);
        for (const [index, value] of order.entries()) {
          if (value === null) continue;
          const of = histogram.bars.filter((bar) => bar.value === value);
          expect(bars.reduce((sum, bar) => sum + (bar.counts[index] ?? 0), 0)).toBe(
            of.reduce((sum, { count }) => sum + count, 0),
          );
        }
      }),
    );
  });

  test('of hours put together begin with the reader’s day, also where clocks are set back', () => {
    process.env.TZ = 'Europe/Berlin';
    const from = Date.parse('2026-10-20T05:00:00+02:00');
    const to = Date.parse('2026-11-10T05:00:00+01:00');
    const days = barEdges({ from, to, by: 'hour' }, 90);
    expect(days.slice(1, -1).map((edge) => new Date(edge).getHours())).toEqual(
      days.slice(1, -1).map(() => 0),
    );
    expect(days.map((edge, at) => (edge - (days[at - 1] ?? edge)) / hour)).toContain(25);
    const sixes = barEdges({ from, to: from + 4 * day, by: 'hour' }, 60);
    expect(sixes.slice(1, 5).map((edge) => new Date(edge).getHours())).toEqual([6, 12, 18, 0]);
  });

  test('are found by any time, the nearest by one outside', () => {
    const edges = [10, 20, 40, 50];
    expect([-5, 10, 19, 20, 39, 40, 49, 50, 99].map((time) => barAt(edges, time))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 2, 2,
    ]);
  });

  test('are asked for by the hour as long as those are not too many', () => {
    expect(widthFor(start, start + 72 * hour)).toBe('hour');
    expect(widthFor(start, start + 31 * day)).toBe('hour');
    expect(widthFor(start, start + 90 * day)).toBe('day');
  });
});

test('what part of an hour holds nobody can say', () => {
  const histogram = { by: 'hour' as const, bars: [{ time: start, value: null, count: 7 }] };
  expect(countIn(histogram, { from: start, to: start + hour })).toBe(7);
  expect(countIn(histogram, { from: start - hour, to: start })).toBe(0);
  expect(countIn(histogram, { from: start + 1, to: start + hour })).toBeUndefined();
});

test('gaps are cut to the range, the latest first', () => {
  const range = { from: 10, to: 20 };
  const gaps = [
    { from: 0, to: 12 },
    { from: 15, to: 30 },
    { from: 20, to: 25 },
  ];
  expect(gapsIn(gaps, range)).toEqual([
    { from: 15, to: 20 },
    { from: 10, to: 12 },
  ]);
});
