import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  expiryState,
  expiryStates,
  expiryWords,
  lifetimeMs,
  remainingWords,
  stateThresholds,
} from './expiry.ts';

const now = Date.UTC(2026, 5, 15, 12);
const hour = 3_600_000;
const day = 24 * hour;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the state', () => {
  test.each([
    ['undated', undefined],
    ['expired', -lifetimeMs],
    ['expired', 0],
    ['day', 1],
    ['day', day],
    ['week', day + 1],
    ['week', 7 * day],
    ['healthy', 7 * day + 1],
    ['healthy', lifetimeMs],
  ])('is %s with %s ms left', (state, left) => {
    expect(expiryState(left === undefined ? undefined : now + left, now)).toBe(state);
  });

  test('changes in the millisecond of expiry', () => {
    expect(expiryState(now, now - 1)).toBe('day');
    expect(expiryState(now, now)).toBe('expired');
  });

  test('only ever grows more urgent, and changes nowhere but at a threshold', () => {
    const moments = fc.integer({ min: -40 * day, max: 40 * day });
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        const [more, less] = a > b ? [a, b] : [b, a];
        const states = [less, more].map((left) => expiryState(now + left, now));
        const [later, sooner] = states.map((state) => expiryStates.indexOf(state));
        expect(later).toBeLessThanOrEqual(sooner ?? -1);
        const crossed = stateThresholds.some((threshold) => less <= threshold && more > threshold);
        expect(states[0] !== states[1]).toBe(crossed);
      }),
    );
  });
});

describe('the words', () => {
  test('say what is undated, expired and healthy', () => {
    expect(expiryWords(undefined, now)).toBe('No expiry given');
    expect(expiryWords(now, now)).toBe('Expired');
    expect(expiryWords(now + lifetimeMs, now)).toBe('Healthy');
  });

  test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'])(
    'count calendar days, in %s too',
    (zone) => {
      vi.stubEnv('TZ', zone);
      const at = (day: number, ...time: [number, number?, number?]) =>
        new Date(2026, 5, day, ...time).getTime();
      const evening = at(15, 23, 50);
      expect(expiryWords(at(15, 23, 59, 59), evening)).toBe('Expires today');
      expect(expiryWords(at(16, 0), evening)).toBe('Expires tomorrow');
      expect(expiryWords(at(16, 23, 49), evening)).toBe('Expires tomorrow');
      expect(expiryWords(at(17, 0), evening)).toBe('Expires in 2 days');
      expect(expiryWords(at(22, 12), evening)).toBe('Expires in 7 days');
      expect(expiryWords(at(22, 23, 50), evening)).toBe('Expires in 7 days');
      expect(expiryWords(at(22, 23, 50, 1), evening)).toBe('Healthy');
    },
  );

  // Each night the clocks are changed between the two dates: the day has 23 or 25 hours, and is one.
  test.each([
    ['Europe/Berlin', [2026, 2, 28], 23],
    ['Europe/Berlin', [2026, 9, 24], 25],
    ['America/New_York', [2026, 2, 7], 23],
    ['America/New_York', [2026, 9, 31], 25],
    ['Africa/Cairo', [2026, 3, 23], 23],
    ['Australia/Lord_Howe', [2026, 9, 3], 23.5],
  ] as const)('in %s after %j tomorrow stays tomorrow', (zone, [year, month, date], hours) => {
    vi.stubEnv('TZ', zone);
    const at = (day: number, ...time: [number, number?]) =>
      new Date(year, month, date + day, ...time).getTime();
    // The change is there: else nothing would be held here.
    expect([0, 1].map((day) => at(day + 1, 0) - at(day, 0))).toContain(hours * hour);
    expect(expiryWords(at(1, 12), at(0, 12))).toBe('Expires tomorrow');
    expect(expiryWords(at(1, 23, 59), at(0, 12))).toBe('Expires tomorrow');
    expect(expiryWords(at(2, 1), at(0, 12))).toBe('Expires in 2 days');
    expect(expiryWords(at(6, 12), at(0, 12))).toBe('Expires in 6 days');
  });

  test('agree with the state in any zone', () => {
    const dated = /^Expires (?:today|tomorrow|in [2-8] days)$/;
    const wordsOf = {
      expired: /^Expired$/,
      day: dated,
      week: dated,
      healthy: /^Healthy$/,
      undated: /^No expiry given$/,
    };
    const left = fc.integer({ min: -40 * day, max: 40 * day });
    const moments = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2032, 0) });
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Africa/Cairo', 'Pacific/Auckland');
    fc.assert(
      fc.property(zone, moments, left, (zone, now, left) => {
        vi.stubEnv('TZ', zone);
        const state = expiryState(now + left, now);
        expect(expiryWords(now + left, now)).toMatch(wordsOf[state]);
      }),
    );
  });
});

test('what remains is said up to the moment of expiry, then how long ago it was', () => {
  expect(remainingWords(now + 3 * day + 4 * hour, now)).toBe('3 d 4 h');
  expect(remainingWords(now + 1, now)).toBe('0 s');
  expect(remainingWords(now, now)).toBe('0 s ago');
  expect(remainingWords(now - 2 * hour - 600_000, now)).toBe('2 h 10 min ago');
});
