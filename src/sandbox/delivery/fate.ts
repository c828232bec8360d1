import type { Delivery, SandboxState } from '../state.ts';

/** What became of a delivery: for as long as a failure is remembered. */
export function fateOf({ deliveries, failures }: SandboxState, id: string) {
  const pending = deliveries.get(id);
  if (pending !== undefined) {
    return { outcome: 'pending', attempts: pending.attempts, dueAt: dueTimeOf(pending) };
  }
  return { outcome: failures.has(id) ? 'failed' : 'delivered' };
}

export const dueTimeOf = ({ dueAt }: Delivery) => new Date(dueAt).toISOString();
