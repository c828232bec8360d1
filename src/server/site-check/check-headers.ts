import type { Report } from './report.ts';
import type { Observed } from './site.ts';

const minute = 60_000;

/** What all answers together told in their headers. */
export function checkHeaders(report: Report, observed: Observed): void {
  const { skewMs, rateLimitHeaders, retryAfters } = observed;
  const date = 'Answers carry a Date within five minutes of this machine’s clock';
  const came = skewMs === undefined ? 'none' : `one ${Math.round(skewMs / 1000)} seconds off`;
  report.expect(date, Math.abs(skewMs ?? Infinity) < 5 * minute, 'a Date', came);

  const limits = 'Answers tell the quota that is left, as x-ratelimit-remaining';
  const names = [...rateLimitHeaders].toSorted();
  if (names.length === 0) report.notSeen(limits, 'no such header came');
  else {
    const isSo = rateLimitHeaders.has('x-ratelimit-remaining');
    report.expect(limits, isSo, 'that header', names.join(', '));
  }

  const wait = 'A 429 says in whole seconds how long to wait';
  if (retryAfters.length === 0) report.notSeen(wait, 'Jira did not ask to wait');
  else {
    const others = retryAfters.filter((text) => !/^\d+$/.test(text ?? ''));
    const told = others.map((text) => (text === null ? 'no Retry-After' : 'another form'));
    report.expect(wait, others.length === 0, 'seconds', told.join(', '));
  }
}
