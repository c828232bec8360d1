import { retryAfterMs } from '../../jira/errors.ts';

/** A site that names a longer one is asked again after this: a slip must not silence it for a day. */
const longestRestMs = 15 * 60_000;

/** What an answer's `Retry-After` asks for, by the clock of whoever wrote it. */
export function saidWaitMs({ headers }: Response): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  return retryAfterMs(headers.get('retry-after'), Number.isNaN(date) ? Date.now() : date);
}

/** Sites that answered 429: they are left alone by every call, and not by the one alone that was told. */
export function createSiteRests(now: () => number) {
  const ends = new Map<string, number>();
  return {
    heed(siteUrl: string, answer: Response): void {
      const waitMs = answer.status === 429 ? (saidWaitMs(answer) ?? 0) : 0;
      if (waitMs === 0) return;
      // Those that are over go, also where nothing is asked of the site any more.
      for (const [site, end] of ends) if (end <= now()) ends.delete(site);
      const end = now() + Math.min(waitMs, longestRestMs);
      ends.set(siteUrl, Math.max(end, ends.get(siteUrl) ?? 0));
    },
    size: () => ends.size,
    /** What is answered in the site's place as long as it is to be left alone. */
    refusal(siteUrl: string): Response | undefined {
      const leftMs = (ends.get(siteUrl) ?? 0) - now();
      if (leftMs > 0) return askedToWait(leftMs);
      ends.delete(siteUrl);
      return undefined;
    },
  };
}

function askedToWait(ms: number): Response {
  const sentence = 'The site asked the console to wait, so nothing was sent.';
  return Response.json(
    { errorMessages: [sentence], errors: {} },
    { status: 429, headers: { 'retry-after': String(Math.ceil(ms / 1000)) } },
  );
}
