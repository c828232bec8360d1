import { formatDuration } from '../../ui/durations.ts';
import { formatLocalTime } from '../../ui/instants.ts';
import type { Announcement, Delivery, SandboxSummary } from './control.ts';

/** How many deliveries an event became. */
export function announcementText({ deliveries, undecided }: Announcement): string {
  const count = deliveries.length;
  const sent =
    count === 0
      ? 'No delivery went out: no webhook that is alive matches.'
      : count === 1
        ? '1 delivery went out.'
        : `${count} deliveries went out.`;
  const open = (undecided?.connect.length ?? 0) + (undecided?.oauth.length ?? 0);
  if (open === 0) return sent;
  return `${sent} For ${open === 1 ? '1 webhook' : `${open} webhooks`} the payload does not say enough.`;
}

export function outcomeText({ outcome, attempts = 0, dueAt }: Delivery): string {
  switch (outcome) {
    case 'delivered':
      return 'Delivered';
    case 'failed':
      return 'Failed for good';
    case 'pending':
      return `Not yet: ${attempts === 1 ? 'tried once' : `tried ${attempts} times`}${
        dueAt === undefined ? '' : `, next at ${formatLocalTime(dueAt)}`
      }`;
  }
}

/** How the sandbox's clock stands. A second more or less is no move. */
export function clockText(offsetMs: number): string {
  if (Math.abs(offsetMs) < 1000) return 'Its clock shows the real time.';
  return `Its clock is ${formatDuration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'ahead' : 'behind'}.`;
}

export function waitingText({ deliveries: { pending } }: Pick<SandboxSummary, 'deliveries'>) {
  if (pending === 0) return 'No delivery waits to be tried again.';
  return pending === 1
    ? '1 delivery waits to be tried again.'
    : `${pending} deliveries wait to be tried again.`;
}
