/** Beside `failures.ts`, not in it: the list of registrations loads these few lines and not the rest. */
import * as z from 'zod/mini';
import { webhookId } from './wire.ts';

const time = z.int();
const count = z.int();

/** `GET …/failures/sparklines`: the failures of each registration that has any, by the hour. */
export const failureSparklines = z.object({
  from: time,
  to: time,
  registrations: z.array(
    z.object({
      webhookId,
      count,
      /** Hours with nothing in them are left out. */
      hours: z.array(z.object({ time, count })),
    }),
  ),
});
export type FailureSparklines = z.output<typeof failureSparklines>;
