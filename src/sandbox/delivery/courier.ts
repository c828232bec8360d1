/** Carries deliveries out: what is due now, and what will be, by one timer. */
import { hour, minute, second, type Clock } from '../clock.ts';
import type { Delivery } from '../state.ts';
import type { Store } from '../store.ts';
import { createLanes } from './lanes.ts';
import { createLedger } from './ledger.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { authorizationOf } from './signature.ts';
import { setOffDueTraffic } from './traffic.ts';

/** Brings a request to its receiver. Rejects where there is none, or none that answers. */
export type Send = (request: Request) => Promise<Response>;

export interface CourierOptions {
  store: Store;
  send: Send;
  /** From 0 up to 1, for the back-off. */
  random: () => number;
  /** The real time, by which tokens are signed. */
  realClock: Clock;
  onError: (error: unknown) => void;
}

export interface Courier {
  /** Takes up what was left by the last process, without anyone waiting for it. */
  start(): void;
  /** Carries out all that is due, and resolves when nothing more is. */
  settle(): Promise<void>;
  /** When there is something to do next, on the sandbox's clock. */
  nextDue(): number | undefined;
  /** Breaks off what is under way: it is due again after the next start. */
  close(): Promise<void>;
}

/** Of real time. How long Jira waits is not established. */
const patienceMs = 10 * second;
/** Long timers overflow, and the clock may be moved meanwhile: look again at least this often. */
const longestTimer = hour;
const afterTrouble = minute;

export function createCourier({
  store,
  send,
  random,
  realClock,
  onError,
}: CourierOptions): Courier {
  const lanes = createLanes();
  const underWay = new Map<string, Promise<void>>();
  const ledger = createLedger(store, random, () => sending > 0);
  let sending = 0;
  /** Those whose outcome could not be stored: not tried again at once, or it would never end. */
  const held = new Set<string>();
  const closing = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function attempt(delivery: Delivery): Promise<void> {
    try {
      sending++;
      const outcome = await tryOnce(delivery);
      sending--;
      // Broken off by closing: nobody knows whether it arrived, so it is made once more.
      if (closing.signal.aborted) return;
      await ledger.record(delivery.id, outcome);
    } catch (error) {
      held.add(delivery.id);
      onError(error);
    }
  }

  async function tryOnce(delivery: Delivery): Promise<Outcome> {
    const patience = new AbortController();
    const limit = setTimeout(() => patience.abort(), patienceMs);
    const signal = AbortSignal.any([closing.signal, patience.signal]);
    try {
      const request = await requestOf(delivery, store.state.baseUrl, realClock.now(), signal);
      const answer = await orAborted(signal, send(request));
      void answer.body?.cancel().catch(() => undefined);
      return outcomeOf(answer.status);
    } catch {
      return 'retry';
    } finally {
      clearTimeout(limit);
    }
  }

  function startDue(): void {
    const now = store.clock.now();
    for (const delivery of store.state.deliveries.values()) {
      const { id, dueAt } = delivery;
      if (dueAt > now || underWay.has(id) || held.has(id) || !lanes.enter(delivery)) continue;
      const ended = attempt(delivery).finally(() => {
        lanes.leave(delivery);
        underWay.delete(id);
      });
      underWay.set(id, ended);
    }
  }

  async function settle(): Promise<void> {
    held.clear();
    while (!closing.signal.aborted) {
      await setOffDueTraffic(store);
      startDue();
      if (underWay.size === 0) break;
      await Promise.race(underWay.values());
    }
    schedule();
  }

  function nextDue(): number | undefined {
    const { traffic, deliveries } = store.state;
    const waiting = [...deliveries.values()].filter(({ id }) => !held.has(id));
    const times = waiting.map(({ dueAt }) => dueAt);
    if (traffic !== null) times.push(traffic.nextAt);
    return times.length === 0 ? undefined : times.reduce((one, other) => Math.min(one, other));
  }

  function schedule(): void {
    clearTimeout(timer);
    const due = nextDue();
    const waits = due === undefined ? [] : [Math.max(0, due - store.clock.now())];
    if (held.size > 0) waits.push(afterTrouble);
    if (waits.length === 0 || closing.signal.aborted) return;
    timer = setTimeout(wake, Math.min(...waits, longestTimer));
    // What waits keeps no process alive.
    timer.unref();
  }

  function wake(): void {
    settle().catch((error: unknown) => {
      onError(error);
      timer = setTimeout(wake, afterTrouble);
      timer.unref();
    });
  }

  return {
    start: wake,
    settle,
    nextDue,
    async close() {
      clearTimeout(timer);
      closing.abort();
      await Promise.all(underWay.values());
    },
  };
}

async function requestOf(
  { id, identity, url, flow, body, attempts }: Delivery,
  baseUrl: string | null,
  now: number,
  signal: AbortSignal,
): Promise<Request> {
  const headers = new Headers({
    'Content-Type': 'application/json; charset=UTF-8',
    Authorization: await authorizationOf(identity, new URL(url), baseUrl, now),
    'X-Atlassian-Webhook-Identifier': id,
    'X-Atlassian-Webhook-Flow': flow,
  });
  if (attempts > 0) headers.set('X-Atlassian-Webhook-Retry', String(attempts));
  return new Request(url, { method: 'POST', headers, body, signal });
}

/** A send that does not listen to the signal shall not keep the lane. */
async function orAborted<T>(signal: AbortSignal, sending: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(new Error('The delivery was broken off.'));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([sending, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
