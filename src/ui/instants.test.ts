import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { formatUtc, localDaysBetween, startOfLocalDay } from './instants.ts';

/** Those that change their clocks by night, at midnight and by half an hour, and those that never do. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
];

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(zones)('in %s', (zone) => {
  test('days are those of the calendar, however long each one is', () => {
    vi.stubEnv('TZ', zone);
    const time = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.nat(999));
    const date = fc.tuple(fc.integer({ min: 2015, max: 2036 }), fc.nat(11), fc.nat(30));
    const days = fc.integer({ min: -400, max: 400 });
    fc.assert(
      fc.property(date, days, time, time, ([year, month, day], days, from, to) => {
        const first = new Date(year, month, day + 1, ...from).getTime();
        const second = new Date(year, month, day + 1 + days, ...to).getTime();
        expect(localDaysBetween(first, second)).toBe(days);
      }),
      { numRuns: 500 },
    );
  });

  test('a day begins on its own date, at or before every instant of it', () => {
    vi.stubEnv('TZ', zone);
    const instants = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2037, 0) });
    fc.assert(
      fc.property(instants, (instant) => {
        const start = startOfLocalDay(instant);
        expect(start).toBeLessThanOrEqual(instant);
        expect(new Date(start).toDateString()).toBe(new Date(instant).toDateString());
        expect(new Date(start - 1).toDateString()).not.toBe(new Date(instant).toDateString());
      }),
      { numRuns: 500 },
    );
  });
});

test('one second before midnight and midnight itself are a day apart', () => {
  for (const zone of zones) {
    vi.stubEnv('TZ', zone);
    const midnight = new Date(2026, 5, 15).getTime();
    expect(localDaysBetween(midnight - 1, midnight)).toBe(1);
    expect(localDaysBetween(midnight, midnight + 86_399_999)).toBe(0);
  }
});

test('UTC is written to the second, in every year that a date can have', () => {
  expect(formatUtc(Date.UTC(2026, 10, 24, 13, 5, 9, 999))).toBe('2026-11-24 13:05:09 UTC');
  expect(formatUtc(8.64e15)).toBe('+275760-09-13 00:00:00 UTC');
  expect(formatUtc(-8.64e15)).toBe('-271821-04-20 00:00:00 UTC');
});

test('a local date names its zone, a short one leaves year and zone out', async () => {
  const instant = Date.UTC(2026, 10, 24, 13, 5, 9);
  const said = async (zone: string) => {
    vi.stubEnv('TZ', zone);
    vi.resetModules();
    const { formatLocal, formatLocalShort, formatLocalTime } = await import('./instants.ts');
    return [formatLocal(instant), formatLocalShort(instant), formatLocalTime(instant)] as const;
  };
  const [berlin, berlinShort, berlinTime] = await said('Europe/Berlin');
  const [kolkata, kolkataShort, kolkataTime] = await said('Asia/Kolkata');
  // What stands around them is the reader's own language.
  expect(berlin).toMatch(/24.*2026.*:05:09.*(?:GMT|UTC)\+1$/);
  expect(kolkata).toMatch(/24.*2026.*:35:09.*(?:GMT|UTC)\+5:30$/);
  expect(berlinShort).toMatch(/24.*:05(?!:)/);
  expect(kolkataShort).toMatch(/24.*:35(?!:)/);
  expect(`${berlinShort} ${kolkataShort}`).not.toMatch(/2026|GMT|UTC/);
  expect(berlinTime).toMatch(/^\d\d:05:09/);
  expect(kolkataTime).toMatch(/^\d\d:35:09/);
});
