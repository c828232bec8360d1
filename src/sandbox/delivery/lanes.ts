import type { Delivery, Flow } from '../state.ts';

/** "20 primary and 10 secondary requests at once per site and host" (FACTS, "Deliveries"). */
const mostAtOnce: Readonly<Record<Flow, number>> = { Primary: 20, Secondary: 10 };

/** Counts what is under way to each host. */
export interface Lanes {
  /** Takes a place for the delivery, where there is one. */
  enter(delivery: Delivery): boolean;
  leave(delivery: Delivery): void;
}

export function createLanes(): Lanes {
  const busy = new Map<string, number>();
  const laneOf = ({ url, flow }: Delivery) => `${flow} ${new URL(url).host}`;
  return {
    enter(delivery) {
      const lane = laneOf(delivery);
      const count = busy.get(lane) ?? 0;
      if (count >= mostAtOnce[delivery.flow]) return false;
      busy.set(lane, count + 1);
      return true;
    },
    leave(delivery) {
      const lane = laneOf(delivery);
      const count = busy.get(lane) ?? 0;
      if (count > 1) busy.set(lane, count - 1);
      else busy.delete(lane);
    },
  };
}
