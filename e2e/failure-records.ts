/** Failed deliveries as Jira tells of them, for tests and benchmarks. */

export interface FailureRecord {
  id: string;
  url: string;
  failureTime: number;
  body?: string;
}

/** One failure an hour, so many hours back: even when an hour ends meanwhile, 72 hours hold them all. */
export const trickle = 69;
/** When the outage began, in hours before the hour in which the night was made. */
export const outageHours = 10;

const minute = 60_000;
export const hour = 60 * minute;

export const receivers = {
  hooks: 'https://hooks.acme.example/jira',
  relay: 'https://relay.acme.example/v2/events',
  ci: 'https://ci.borealis.example/hooks/jira-7f3a',
} as const;

const events = [
  'jira:issue_updated',
  'jira:issue_created',
  'comment_created',
  'jira:issue_deleted',
];
const projects = ['PAY', 'SUP', 'DATA'];

/** One failure; `about` replaces what it has by itself. */
export function failureRecord(
  number: number,
  failureTime: number,
  about: Partial<FailureRecord> & { event?: string; webhookIds?: number[]; note?: string } = {},
): FailureRecord {
  const project = projects[number % projects.length];
  const event = about.event ?? events[number % events.length];
  const { webhookIds = [3 + (number % 2)], note = '', event: _event, ...given } = about;
  const body = JSON.stringify({
    timestamp: failureTime - 47 * minute - number,
    webhookEvent: event,
    issue: {
      id: String(40_000 + number),
      key: `${project}-${number}`,
      fields: { summary: `Number ${number} ${note}`, project: { key: project } },
    },
    matchedWebhookIds: webhookIds,
  });
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { id, url: receivers.hooks, failureTime, body, ...given };
}

/**
 * A bad night: a receiver down for an hour and a half ten hours ago (`outage` failures), another one
 * briefly two days ago (a fifth of them), and one failure every hour besides. The newest comes first.
 */
export function badNight(now: number, outage: number): FailureRecord[] {
  const start = Math.floor(now / hour) * hour;
  const records: FailureRecord[] = [];
  for (let index = 0; index < outage; index++) {
    const time = start - outageHours * hour + Math.floor((index / outage) * 90 * minute);
    records.push(failureRecord(records.length, time));
  }
  for (let index = 0; index < outage / 5; index++) {
    const time = start - 50 * hour + Math.floor(((index * 5) / outage) * 20 * minute);
    records.push(failureRecord(records.length, time, { url: receivers.relay }));
  }
  for (let past = 1; past <= trickle; past++) {
    records.push(failureRecord(records.length, start - past * hour + 7, { url: receivers.ci }));
  }
  return records.toSorted((one, other) => other.failureTime - one.failureTime);
}

export async function handIn(
  address: string,
  records: readonly FailureRecord[],
  connection = 'sandbox',
): Promise<void> {
  for (let start = 0; start < records.length; start += 5000) {
    const lines = records.slice(start, start + 5000).map((record) => JSON.stringify(record));
    const response = await fetch(`${address}/api/connections/${connection}/failures`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    });
    const answer = (await response.json()) as { accepted?: number };
    if (answer.accepted !== lines.length) throw new Error(JSON.stringify(answer).slice(0, 500));
  }
}
