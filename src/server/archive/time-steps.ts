import { sql } from 'kysely';
import { day, hour, minute } from '../../sandbox/clock.ts';

/** Lengths of a stretch of time. Days are UTC's: whoever wants another zone's asks for hours and adds up. */
export const timeSteps = { minute, hour, day } as const;
export type TimeStep = keyof typeof timeSteps;

export function stepStart(time: number, step: TimeStep): number {
  return time - (time % timeSteps[step]);
}

/** The same in SQL. As a literal: a bound number would be a floating one in SQLite. */
export function stepStartOf(column: string, step: TimeStep) {
  return sql<number>`${sql.ref(column)} - ${sql.ref(column)} % ${sql.lit(timeSteps[step])}`;
}
