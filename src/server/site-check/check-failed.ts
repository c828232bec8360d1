/** What `/webhook/failed` answers: a page to Connect apps, a refusal to all others. Changes nothing. */
import type { ConnectionSummary } from '../../jira/connection.ts';
import { failedPage, type FailedWebhook } from '../../jira/wire.ts';
import { missingKeys } from './check-list.ts';
import { kindOf, type Report } from './report.ts';
import type { Site } from './site.ts';

const hour = 3_600_000;

export async function checkFailed(
  site: Site,
  report: Report,
  { kind }: ConnectionSummary,
): Promise<void> {
  const first = await site.call({ method: 'GET', path: '/failed?maxResults=3', accept: [403] });
  if (kind === 'oauth') {
    const about = 'Failed deliveries are refused to an OAuth app, with errorMessages';
    const isSo = first.status === 403 && missingKeys([first.json], ['errorMessages']).length === 0;
    return report.expect(about, isSo, '403 with errorMessages', String(first.status));
  }
  const page = failedPage.safeParse(first.json);
  report.expect(
    'Failed deliveries are a page with values and maxResults',
    page.success && page.data.maxResults !== undefined,
    'a page that the console can read',
    `${first.status} with ${page.success ? 'no maxResults' : kindOf(first.json)}`,
  );
  if (!page.success) return;
  const { values, next } = page.data;
  if (values.length === 0) {
    return report.notSeen('What a failed delivery is, and its order', 'Jira lists none');
  }
  checkRecords(report, values, site.now());
  const cursor = [...(URL.parse(next ?? '')?.searchParams.keys() ?? [])];
  report.expect(
    'next is there, and names its cursor after or failedAfter',
    cursor.some((name) => name === 'after' || name === 'failedAfter'),
    'one of them',
    next === undefined ? 'no next' : cursor.join(', '),
  );
  if (next !== undefined) await follow(site, report, values, next);
}

function checkRecords(report: Report, values: readonly FailedWebhook[], now: number): void {
  const times = values.map(({ failureTime }) => failureTime);
  const isOrdered = times.every((time, index) => time >= (times[index - 1] ?? 0));
  report.expect('Failed deliveries come oldest first', isOrdered, 'oldest first', 'another order');
  const [oldest = now] = times;
  report.expect(
    'Jira forgets them after 72 hours',
    now - oldest < 73 * hour,
    'none older',
    `one of ${Math.floor((now - oldest) / hour)} hours ago`,
  );
  const bodies = values.flatMap(({ body }) => (body === undefined ? [] : [body]));
  const about = 'A body is JSON and names the webhooks that matched';
  if (bodies.length === 0) return report.notSeen(about, 'none of the first has a body');
  report.expect(about, bodies.every(hasMatches), 'a list matchedWebhookIds in each', 'one without');
}

function hasMatches(body: string): boolean {
  try {
    return missingKeys([JSON.parse(body)], ['matchedWebhookIds']).length === 0;
  } catch {
    return false;
  }
}

/** By the query alone: its host is the site's, and not the console's. */
async function follow(
  site: Site,
  report: Report,
  before: readonly FailedWebhook[],
  next: string,
): Promise<void> {
  const search = URL.parse(next)?.search ?? '';
  const { json } = await site.call({ method: 'GET', path: `/failed${search}` });
  const page = failedPage.safeParse(json);
  const last = before.at(-1)?.failureTime ?? 0;
  const known = new Set(before.map(({ id }) => id));
  const isLater =
    page.success &&
    page.data.values.every(({ id, failureTime }) => failureTime > last && !known.has(id));
  report.expect('The next page holds later ones only', isLater, 'later ones', 'others');
}
