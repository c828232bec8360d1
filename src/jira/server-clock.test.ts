import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

/** A machine whose clock is `wrong` ms behind the server's, and an answer that took its way. */
function machine(wrong: number) {
  let time = 1_700_000_000_000;
  let behind = wrong;
  const clock = createServerClock(() => time);
  return {
    clock,
    /** Signed distance of the corrected clock from the server's. */
    error: () => clock.now() - (time + behind),
    /** `there` and `back` in ms; `Date` is cut down to its second. */
    answer(there = 0, back = 0) {
      const askedAt = time;
      const written = Math.floor((time + there + behind) / 1000) * 1000;
      time += there + back;
      clock.observe(written, askedAt, time);
    },
    step: (by: number) => (behind += by),
    pass: (milliseconds: number) => (time += milliseconds),
  };
}

const wrongs = fc.integer({ min: -7 * 86_400_000, max: 7 * 86_400_000 });

describe('the server’s clock', () => {
  test('is the machine’s own until an answer came', () => {
    expect(createServerClock(() => 42).now()).toBe(42);
  });

  test('corrects a machine that is wrong by hours, and runs on from there', () => {
    for (const wrong of [3_600_000, 3_600_900, -3_600_100, 86_400_000]) {
      const { clock, answer, error, pass } = machine(wrong);
      answer(40, 60);
      expect(Math.abs(error())).toBeLessThanOrEqual(600);
      const before = clock.now();
      pass(5000);
      expect(clock.now()).toBe(before + 5000);
    }
  });

  test('is off by no more than its slack and half the way, after any answer', () => {
    fc.assert(
      fc.property(wrongs, fc.array(fc.tuple(fc.nat(9000), fc.nat(9000))), (wrong, ways) => {
        const { answer, error, pass } = machine(wrong);
        answer();
        for (const [there, back] of ways) {
          pass(1234);
          answer(there, back);
          // 500 ms for the cut second; what is within the slack is kept as it was.
          expect(Math.abs(error())).toBeLessThanOrEqual(3500 + (there + back));
        }
      }),
    );
  });

  test('does not move by the jitter of answers', () => {
    const quick = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(5000)), { minLength: 1 });
    fc.assert(
      fc.property(wrongs, quick, (wrong, ways) => {
        const { clock, answer, pass } = machine(wrong);
        answer();
        let expected = clock.now();
        for (const [there, back, after] of ways) {
          answer(there, back);
          pass(after);
          expected += there + back + after;
          expect(clock.now()).toBe(expected);
        }
      }),
    );
  });

  test('leaves a machine alone that is right', () => {
    const { answer, error, pass } = machine(0);
    for (let round = 0; round < 50; round++) {
      answer(30, 30);
      pass(777);
      expect(error()).toBe(0);
    }
  });

  test('follows a step of either clock', () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: 5000, max: 86_400_000 }), fc.boolean(), fc.nat(200)),
    );
    fc.assert(
      fc.property(wrongs, steps, (wrong, steps) => {
        const { answer, error, step, pass } = machine(wrong);
        answer();
        for (const [by, back, way] of steps) {
          step(back ? -by : by);
          pass(60_000);
          answer(way, way);
          expect(Math.abs(error())).toBeLessThanOrEqual(3500 + 2 * way);
        }
      }),
    );
  });

  test('takes an answer that slept with the machine for no step', () => {
    const { clock, answer, error } = machine(250);
    answer(8 * 3_600_000, 0);
    expect(error()).toBe(-250);
    expect(clock.now()).toBe(1_700_000_000_000 + 8 * 3_600_000);
  });
});
