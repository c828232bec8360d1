import { isIPv6 } from 'node:net';
import type { Clock } from '../../sandbox/clock.ts';

const mostFailures = 20;
const spanMs = 60_000;
/** More than ever try at once in earnest; past it the oldest are forgotten. */
const mostPeers = 10_000;

export type AttemptLimit = ReturnType<typeof attemptLimit>;

/** How often a peer may show a wrong token: 20 times a minute, then nothing of it is looked at. */
export function attemptLimit(clock: Clock) {
  const peers = new Map<string, { count: number; until: number }>();
  return {
    /** Milliseconds until this peer may try again; 0 where it may now. */
    waitFor(address: string): number {
      const peer = peers.get(networkOf(address));
      const left = (peer?.until ?? 0) - clock.now();
      return peer && peer.count >= mostFailures && left > 0 ? left : 0;
    },

    failed(address: string): void {
      const name = networkOf(address);
      const now = clock.now();
      const known = peers.get(name);
      peers.delete(name);
      peers.set(
        name,
        known && known.until > now
          ? { count: known.count + 1, until: known.until }
          : { count: 1, until: now + spanMs },
      );
      const [oldest] = peers.keys();
      if (peers.size > mostPeers && oldest !== undefined) peers.delete(oldest);
    },

    size: () => peers.size,
  };
}

/** One site commonly has a whole /64 of IPv6 to itself (RFC 6177), and would be as many peers. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...(tail === undefined ? [] : zeros), ...back].slice(0, 4).join(':');
}
