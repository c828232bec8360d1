/** Registers, lists, refreshes and deletes webhooks of its own, step by step as the console does. */
import type { ConnectionSummary } from '../../jira/connection.ts';
import { refreshResponse, webhookId, type WebhookId } from '../../jira/wire.ts';
import type { ListedSite } from './check-list.ts';
import { checkRefusals } from './check-refusals.ts';
import type { OwnWebhooks } from './own-webhooks.ts';
import { dayMs, jiraDateShape, kindOf, quoted, wordsOf, type Report } from './report.ts';
import type { Answer, Site } from './site.ts';

export interface WritesOptions {
  site: Site;
  report: Report;
  connection: ConnectionSummary;
  own: OwnWebhooks;
  url: string;
}

/** No webhook of anybody's has it: ids are small and go up. */
const unknownId = webhookId.parse(2 ** 31 - 7);
const events = ['jira:issue_deleted'];

export async function checkWrites(options: WritesOptions, { total }: ListedSite): Promise<void> {
  const { site, report, connection, own } = options;
  const left = await own.listed(site, 'any');
  if (left.length > 0) {
    const ids = left.map(({ id }) => id).join(', ');
    report.differs(
      'Nothing of an earlier check is left',
      'nothing',
      `webhooks ${ids}: delete them`,
    );
  }
  // One is there throughout, and one comes and goes.
  if (total + 2 > connection.limit) {
    return report.notSeen(
      'Registering, refreshing and deleting',
      `${total} of ${connection.limit} webhooks are in use, and two must be free`,
    );
  }
  const id = await registerTwo(options);
  if (id === undefined)
    return report.notSeen(
      'Refreshing and deleting',
      'nothing was registered; --url names another address',
    );
  await checkListed(options, id);
  await checkRefresh(options, id);
  await checkDelete(options, id);
  await checkRefusals(options);
}

/** One that is good and one that is not, in one request. */
async function registerTwo({
  site,
  report,
  own,
  url,
}: WritesOptions): Promise<WebhookId | undefined> {
  const answer = await own.register(site, {
    url,
    webhooks: [
      { events, jqlFilter: own.nothing },
      { events, jqlFilter: `watchCount = 1 AND ${own.nothing}` },
    ],
  });
  const results = own.resultsOf(answer);
  const [first, second] = results ?? [];
  const id = first && 'createdWebhookId' in first ? first.createdWebhookId : undefined;
  const words = second && 'errors' in second ? second.errors : undefined;
  report.expect(
    'A refusal hides inside a 200, in the order of the request',
    answer.status === 200 && id !== undefined && words !== undefined,
    '200 with an id, then a refusal',
    wordsOf(answer),
  );
  const expected = 'The clause watchCount is unsupported';
  report.expect(
    'A field that is not supported is refused in the words that are known',
    words?.includes(expected) ?? false,
    `“${expected}”`,
    words ? quoted(words) : 'no refusal',
  );
  return id;
}

async function checkListed(
  { site, report, own, url }: WritesOptions,
  id: WebhookId,
): Promise<void> {
  const found = (await own.listed(site)).find((webhook) => webhook.id === id);
  const about = 'What was registered is listed at once, with its URL, events and filter';
  if (!found) return report.differs(about, `webhook ${id}`, 'a list without it');
  const same = {
    URL: found.url === url,
    events: found.events.join() === events.join(),
    filter: found.jqlFilter === own.nothing,
  };
  const changed = Object.entries(same).flatMap(([name, isSame]) => (isSame ? [] : [name]));
  report.expect(about, changed.length === 0, 'as sent', `changed: ${changed.join(', ')}`);
  expectThirtyDays(report, 'It ends 30 days after its registration', found.expirationDate, site);
}

function expectThirtyDays(
  report: Report,
  about: string,
  date: number | undefined,
  site: Site,
): void {
  const days = date === undefined ? Number.NaN : (date - site.now()) / dayMs;
  report.expect(about, Math.abs(days - 30) < 0.01, '30 days', `${days.toFixed(2)} days`);
}

async function checkRefresh({ site, report, own }: WritesOptions, id: WebhookId): Promise<void> {
  const refresh = (webhookIds: WebhookId[]) =>
    site.call({ method: 'PUT', path: '/refresh', body: { webhookIds }, accept: [400, 404] });
  const answer = await refresh([id, unknownId]);
  const date = refreshResponse.safeParse(answer.json).data?.expirationDate;
  report.expect(
    'Refreshing answers one date, and ignores an id that is unknown',
    answer.status === 200 && date !== undefined,
    '200 with expirationDate',
    wordsOf(answer),
  );
  if (date !== undefined) {
    const shape = dateShapeOf(answer);
    report.expect(
      'That date is a text as in the list',
      shape === jiraDateShape,
      jiraDateShape,
      shape,
    );
    expectThirtyDays(report, 'It lies 30 days after the refresh', date, site);
    const listed = (await own.listed(site)).find((webhook) => webhook.id === id);
    const isSame = listed?.expirationDate === date;
    report.expect('The list has the same date', isSame, 'the same', 'another or none');
  }
  // Decided by the sandbox where nothing is established.
  const none = await refresh([unknownId]);
  const about = 'Refreshing only ids that are unknown answers a date all the same';
  const isDated = refreshResponse.safeParse(none.json).success;
  report.expect(about, none.status === 200 && isDated, '200 with a date', wordsOf(none));
}

function dateShapeOf({ json }: Answer): string {
  const hasDate = typeof json === 'object' && json !== null && 'expirationDate' in json;
  return hasDate ? kindOf(json.expirationDate) : 'nothing';
}

async function checkDelete({ site, report, own }: WritesOptions, id: WebhookId): Promise<void> {
  const body = { webhookIds: [id, unknownId] };
  const answer = await site.call({ method: 'DELETE', body, accept: [400, 404] });
  report.expect(
    'Deleting answers 202 without a body, and ignores an id that is unknown',
    answer.status === 202 && answer.isEmpty,
    '202 without a body',
    answer.status === 202 ? '202 with a body' : wordsOf(answer),
  );
  const isGone = (await own.listed(site)).every((webhook) => webhook.id !== id);
  report.expect('What was deleted is listed no more', isGone, 'a list without it', 'it is there');
}
