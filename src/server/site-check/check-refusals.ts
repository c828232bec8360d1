/**
 * What Jira takes and what it refuses, one webhook at a time. What it took is deleted at once: the fewest
 * that an app may have are five.
 */
import { establishedTexts, unverifiedTexts } from '../../sandbox/texts.ts';
import type { WritesOptions } from './check-writes.ts';
import { quoted, wordsOf } from './report.ts';

interface Probe {
  about: string;
  url: string;
  events: string[];
  jqlFilter: string;
  /** The refusal in its words, or that it is taken. */
  expected: 'taken' | { refusal: string };
}

const elsewhere = 'https://example.com/another-receiver';
const unknownEvent = 'jira:no_such_event';

function probesFor({ connection, own, url }: WritesOptions): Probe[] {
  const events = ['jira:issue_deleted'];
  const plain = { url, events, jqlFilter: own.nothing };
  const clause = `project = ${own.word}`;
  const taken = (about: string, jqlFilter: string): Probe => ({
    ...plain,
    about,
    jqlFilter,
    expected: 'taken',
  });
  const refused = (about: string, refusal: string, more: Partial<Probe>): Probe => ({
    ...plain,
    about,
    ...more,
    expected: { refusal },
  });
  const insecure = url.replace(/^https:/, 'http:');
  const otherUrl =
    connection.kind === 'oauth'
      ? refused('A second URL of an OAuth user', establishedTexts.singleUrl(url), {
          url: elsewhere,
        })
      : undefined;
  return [
    taken('Parentheses', `(${clause}) AND project != ${own.word}`),
    taken('NOT', `NOT ${clause} AND ${clause}`),
    taken('ORDER BY', `${own.nothing} ORDER BY key`),
    taken('The field priority', `priority = High AND ${own.nothing}`),
    taken('A field compared with EMPTY by !=', `assignee != EMPTY AND ${own.nothing}`),
    refused('The operator IS NOT', 'Operator is not is unsupported', {
      jqlFilter: `project is not EMPTY AND ${own.nothing}`,
    }),
    refused('An event that does not exist', unverifiedTexts.unknownEvent(unknownEvent), {
      events: [unknownEvent],
    }),
    refused('A webhook without events', unverifiedTexts.noEvents, { events: [] }),
    refused('A URL without TLS', unverifiedTexts.urlNotHttps(insecure), { url: insecure }),
    ...(otherUrl ? [otherUrl] : []),
  ];
}

export async function checkRefusals(options: WritesOptions): Promise<void> {
  const { site, own } = options;
  // A user's URL is free again once the last webhook is gone: one stays for as long as this takes.
  const { url } = options;
  const webhooks = [{ events: ['jira:issue_deleted'], jqlFilter: own.nothing }];
  await own.register(site, { url, webhooks });
  for (const probe of probesFor(options)) await tryOut(options, probe);
}

async function tryOut({ site, report, own }: WritesOptions, probe: Probe): Promise<void> {
  const { about, url, events, jqlFilter, expected } = probe;
  const answer = await own.register(site, { url, webhooks: [{ events, jqlFilter }] });
  const [result] = own.resultsOf(answer) ?? [];
  if (result && 'createdWebhookId' in result) {
    const body = { webhookIds: [result.createdWebhookId] };
    await site.call({ method: 'DELETE', body });
  }
  const words = result && 'errors' in result ? result.errors : undefined;
  const came = words ? `the refusal ${quoted(words)}` : result ? 'an id' : wordsOf(answer);
  if (expected === 'taken') {
    const isTaken = result !== undefined && !words;
    return report.expect(`${about}: taken in a filter`, isTaken, 'an id', came);
  }
  const { refusal } = expected;
  const isSo = words?.includes(refusal) ?? false;
  report.expect(`${about}: refused by itself`, isSo, `the refusal ${quoted([refusal])}`, came);
}
