import type { Connection } from './connection.ts';
import { createSlots, type Slots } from '../slots.ts';
import type { Timer } from '../timer.ts';
import { createSiteRests, saidWaitMs } from './site-rests.ts';

type Fetch = Connection['fetch'];

export interface SitePatienceOptions {
  timer: Timer;
  /** From 0 up to 1: spreads the repetitions of many. */
  random?: () => number;
  /** In milliseconds, of any clock that never goes back. */
  now?: () => number;
}

/** Calls at once to one site. More wait, and only for that site. */
export const mostAtOnce = 8;
const mostRepetitions = 2;
/** All waiting of one call together: whoever asked is told of a longer one instead. */
const longestWaitMs = 5000;
const firstWaitMs = 400;

/**
 * Bounds what one site gets at once, leaves it alone as long as it asked for, and repeats a read that was
 * answered with 429 or a passing 5xx. A write goes out once: nobody can say what became of it.
 */
export function createSitePatience({
  timer,
  random = Math.random,
  now = () => performance.now(),
}: SitePatienceOptions) {
  const sites = new Map<string, Slots>();
  const rests = createSiteRests(now);

  /** Anew each time: those of a site that nobody was waiting for are gone. */
  const slotsOf = (siteUrl: string): Slots => {
    const slots = sites.get(siteUrl) ?? createSlots(mostAtOnce, () => sites.delete(siteUrl));
    sites.set(siteUrl, slots);
    return slots;
  };

  return (siteUrl: string, fetch: Fetch): Fetch =>
    async (request) => {
      const { method, signal } = request;
      let waitedMs = 0;
      let sent = 0;
      for (;;) {
        const answer = await slotsOf(siteUrl).within(signal, async () => {
          const refusal = rests.refusal(siteUrl);
          if (refusal) return refusal;
          sent++;
          const given = await fetch(request);
          rests.heed(siteUrl, given);
          return given;
        });
        // What was not sent yet may wait, a write too.
        if (sent > (method === 'GET' ? mostRepetitions : 0)) return answer;
        const waitMs = waitAfter(answer, sent, random);
        if (waitMs === undefined || waitedMs + waitMs > longestWaitMs) return answer;
        answer.body?.cancel().catch(() => {});
        await timer.wait(waitMs, signal);
        signal.throwIfAborted();
        waitedMs += waitMs;
      }
    };
}

/** How long to wait before the same is asked again; undefined where it is not. */
function waitAfter(answer: Response, sent: number, random: () => number): number | undefined {
  if (![429, 500, 502, 503, 504].includes(answer.status)) return undefined;
  const told = saidWaitMs(answer);
  const spread = 0.5 + random() / 2;
  // Not sooner than told; a little later, so that not all come back in the same instant.
  return told === undefined ? firstWaitMs * 2 ** (sent - 1) * spread : told + 200 * spread;
}
