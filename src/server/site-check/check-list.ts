/** What a list of webhooks looks like, and how it is cut into pages. Changes nothing. */
import * as z from 'zod/mini';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { isRegistrable } from '../../jira/events.ts';
import { judgeJql } from '../../jira/jql/judge.ts';
import { webhook as webhookSchema, webhookPage, type Webhook } from '../../jira/wire.ts';
import { jiraDateShape, kindOf, type Report } from './report.ts';
import type { Answer, Site } from './site.ts';

const object = z.record(z.string(), z.unknown());

export interface ListedSite {
  webhooks: Webhook[];
  total: number;
}

const pageKeys = ['values', 'startAt', 'maxResults', 'total', 'isLast'];
const webhookKeys = ['id', 'url', 'events', 'jqlFilter', 'expirationDate'];

export async function checkList(
  site: Site,
  report: Report,
  connection: ConnectionSummary,
): Promise<ListedSite> {
  const answer = await page(site, 'startAt=0&maxResults=100');
  const missing = missingKeys([answer.json], pageKeys);
  report.expect(
    `A list is a page with ${pageKeys.join(', ')}`,
    missing.length === 0,
    'all of them',
    `a page without ${missing.join(', ')}`,
  );
  const { values, total = values.length } = pageOf(answer);
  const parsed = values.map((value) => webhookSchema.safeParse(value));
  const webhooks = parsed.flatMap(({ data }) => (data ? [data] : []));
  if (values.length === 0) report.notSeen('What a webhook in the list is', 'there is none');
  else checkEntries(report, values, webhooks.length);
  checkRules(report, webhooks, connection, site.now());
  await checkPages(site, report, webhooks, total);
  return { webhooks, total };
}

function checkEntries(report: Report, values: readonly unknown[], readable: number): void {
  const missing = missingKeys(values, webhookKeys);
  report.expect(
    `Each webhook has ${webhookKeys.join(', ')}`,
    missing.length === 0,
    'all of them',
    `some without ${missing.join(', ')}`,
  );
  const entries = values.map((value) => object.safeParse(value).data ?? {});
  const dates = new Set(entries.map((entry) => kindOf(entry['expirationDate'])));
  report.expect(
    'expirationDate is a text with an offset that has no colon',
    dates.size === 1 && dates.has(jiraDateShape),
    jiraDateShape,
    [...dates].join(' and '),
  );
  const isSmall = entries.every(({ id }) => Number.isInteger(id) && Number(id) < 2 ** 31);
  report.expect('Ids are small whole numbers', isSmall, 'whole numbers below 2^31', 'others');
  report.expect(
    'The console can read each of them',
    readable === values.length,
    String(values.length),
    String(readable),
  );
}

function checkRules(
  report: Report,
  webhooks: readonly Webhook[],
  { kind, limit }: ConnectionSummary,
  now: number,
): void {
  const expired = 'Expired webhooks stay in the list';
  if (webhooks.some(({ expirationDate = now }) => expirationDate < now)) report.agreed(expired);
  else report.notSeen(expired, 'none has expired');
  const count = webhooks.length;
  const atMost = `There are at most ${limit}`;
  report.expect(atMost, count <= limit, `at most ${limit}`, String(count));
  if (count === 0) return;
  const unknown = new Set(webhooks.flatMap(({ events }) => events).filter(isUnknown));
  report.expect(
    'Their events are among those that the console knows',
    unknown.size === 0,
    'no others',
    [...unknown].join(', '),
  );
  const refused = webhooks.filter(
    ({ jqlFilter }) => jqlFilter !== '' && judgeJql(jqlFilter).verdict === 'refused',
  );
  report.expect(
    'Their filters are ones that the console lets through',
    refused.length === 0,
    'no others',
    `those of webhooks ${refused.map(({ id }) => id).join(', ')}`,
  );
  const urls = new Set(webhooks.map(({ url }) => url));
  const one = 'All webhooks of an OAuth app and user have one URL';
  if (kind === 'oauth' && count > 1) report.expect(one, urls.size === 1, '1', String(urls.size));
  else if (kind === 'oauth') report.notSeen(one, 'there are not two');
}

const isUnknown = (event: string) => !isRegistrable(event);

/** The last four are decided by the sandbox where nothing is established. */
async function checkPages(
  site: Site,
  report: Report,
  webhooks: readonly Webhook[],
  total: number,
): Promise<void> {
  const second = 'A page starts at startAt, holds maxResults, and says whether it is the last';
  if (total < 2) report.notSeen(second, 'there are not two webhooks');
  else {
    const { values, startAt, maxResults, isLast } = pageOf(
      await page(site, 'startAt=1&maxResults=1'),
    );
    const [only] = values.flatMap((value) => webhookSchema.safeParse(value).data ?? []);
    const isSo = values.length === 1 && only?.id === webhooks[1]?.id && isLast === (total === 2);
    report.expect(
      second,
      isSo && startAt === 1 && maxResults === 1,
      `the second of ${total} alone`,
      `${values.length} from startAt ${startAt}, maxResults ${maxResults}, isLast ${isLast}`,
    );
  }
  const past = pageOf(await page(site, `startAt=${total}&maxResults=100`));
  report.expect(
    'A page past the end is empty and the last',
    past.values.length === 0 && past.isLast === true,
    'no values, isLast true',
    `${past.values.length} values, isLast ${past.isLast}`,
  );
  const large = pageOf(await page(site, 'startAt=0&maxResults=1000'));
  const most = 'A page of the list holds at most 100, also where more are asked for';
  report.expect(most, large.maxResults === 100, 'maxResults 100', `maxResults ${large.maxResults}`);
  const none = await page(site, 'startAt=0&maxResults=0', [400]);
  const isEmpty = none.status === 200 && pageOf(none).values.length === 0;
  const empty = 'maxResults=0 gives an empty page';
  report.expect(empty, isEmpty, '200 without values', `${none.status}${countOf(none)}`);
  const negative = await page(site, 'startAt=-1&maxResults=1', [400]);
  report.expect(
    'A negative startAt is refused with errorMessages and errors',
    negative.status === 400 &&
      missingKeys([negative.json], ['errorMessages', 'errors']).length === 0,
    '400 with both',
    negative.status === 400 ? '400 without one of them' : String(negative.status),
  );
}

const countOf = (answer: Answer) =>
  answer.status === 200 ? ` with ${pageOf(answer).values.length} values` : '';

const page = (site: Site, query: string, accept: readonly number[] = []) =>
  site.call({ method: 'GET', path: `?${query}`, accept });

function pageOf({ json }: Answer): z.output<typeof webhookPage> {
  return webhookPage.safeParse(json).data ?? { values: [] };
}

/** The names that one of the values lacks. */
export function missingKeys(values: readonly unknown[], keys: readonly string[]): string[] {
  return keys.filter((key) =>
    values.some((value) => !Object.hasOwn(object.safeParse(value).data ?? {}, key)),
  );
}
