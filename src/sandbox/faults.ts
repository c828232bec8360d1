import * as z from 'zod/mini';
import type { Identity } from './identity.ts';

export const operations = ['list', 'register', 'delete', 'refresh', 'failed'] as const;
export type Operation = (typeof operations)[number];

/** Which calls a fault is for: any, unless one operation or one caller is named. */
const calls = {
  times: z._default(z.int().check(z.positive(), z.maximum(1_000_000)), 1),
  operation: z.optional(z.enum(operations)),
  identity: z.optional(z.enum(['connect', 'oauth'])),
};

export const faultRequest = z.discriminatedUnion(
  'fault',
  [
    /** An error answer, in the shape of whoever would send it. */
    z.strictObject({
      fault: z.literal('status'),
      status: z.int().check(z.minimum(400), z.maximum(599)),
      retryAfterSeconds: z.optional(z.int().check(z.nonnegative(), z.maximum(86_400))),
      message: z.optional(z.string()),
      ...calls,
    }),
    /** The gateway's 401 for a token that lacks a scope. */
    z.strictObject({ fault: z.literal('scope'), ...calls }),
    /** No answer, until the caller gives up. */
    z.strictObject({ fault: z.literal('hang'), ...calls }),
    /** The connection ends before the first byte. */
    z.strictObject({ fault: z.literal('drop'), ...calls }),
    /** The answer breaks off in its middle. */
    z.strictObject({ fault: z.literal('cut'), ...calls }),
    /** A success that is not what Jira says. */
    z.strictObject({
      fault: z.literal('garbage'),
      variant: z._default(
        z.enum(['html', 'null', 'shape', 'truncated', 'empty', 'no-content']),
        'html',
      ),
      ...calls,
    }),
    /** The operation is carried out, and its answer never arrives. */
    z.strictObject({
      fault: z.literal('lost-answer'),
      by: z._default(z.enum(['drop', 'hang']), 'drop'),
      ...calls,
    }),
    /** The operation is carried out, and its answer says how many calls are left. */
    z.strictObject({
      fault: z.literal('quota'),
      limit: z._default(z.int().check(z.nonnegative()), 100),
      remaining: z.int().check(z.nonnegative()),
      resetInSeconds: z._default(z.int().check(z.nonnegative(), z.maximum(86_400)), 60),
      nearLimit: z._default(z.boolean(), false),
      ...calls,
    }),
    /** The operation is carried out after a while of real time. */
    z.strictObject({
      fault: z.literal('delay'),
      ms: z.int().check(z.nonnegative(), z.maximum(600_000)),
      ...calls,
    }),
  ],
  'must be one of: status, scope, hang, drop, cut, garbage, lost-answer, quota, delay',
);
export type Fault = z.infer<typeof faultRequest>;

/** The faults still to come, in the order they were asked for. They do not outlive the process. */
export interface FaultQueue {
  readonly pending: readonly Fault[];
  add(fault: Fault): void;
  /** The first one meant for this call, counted as used. */
  take(operation: Operation, identity: Identity): Fault | undefined;
  clear(): void;
}

export function createFaultQueue(): FaultQueue {
  let pending: Fault[] = [];
  return {
    get pending() {
      return pending;
    },
    add(fault) {
      pending.push(fault);
    },
    take(operation, identity) {
      const index = pending.findIndex(
        (fault) =>
          (fault.operation ?? operation) === operation && (fault.identity ?? identity) === identity,
      );
      const fault = pending[index];
      if (fault === undefined) return undefined;
      pending = pending.toSpliced(
        index,
        1,
        ...(fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []),
      );
      return fault;
    },
    clear() {
      pending = [];
    },
  };
}
