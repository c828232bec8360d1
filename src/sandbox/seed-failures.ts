import { hour, minute } from './clock.ts';
import type { FailureRecord } from './state.ts';

const hooks = 'https://hooks.acme.example/jira';
const relay = 'https://relay.acme.example/v2/events';

interface SeededFailure {
  hoursAgo: number;
  url: string;
  event: string;
  issueKey: string;
  /** The registrations that matched; absent where Jira dropped the body. */
  matched?: number[];
}

/** One outage three nights ago, a short one yesterday with two at the same moment, and a straggler. */
const failed: readonly SeededFailure[] = [
  { hoursAgo: 58.4, url: hooks, event: 'jira:issue_created', issueKey: 'OPS-4101', matched: [3] },
  { hoursAgo: 58.2, url: hooks, event: 'jira:issue_updated', issueKey: 'OPS-4101', matched: [3] },
  { hoursAgo: 57.9, url: hooks, event: 'comment_created', issueKey: 'OPS-4098', matched: [4] },
  { hoursAgo: 57.1, url: hooks, event: 'jira:issue_updated', issueKey: 'PAY-887' },
  {
    hoursAgo: 22.6,
    url: relay,
    event: 'jira:issue_updated',
    issueKey: 'DATA-31',
    matched: [24, 110],
  },
  { hoursAgo: 22.6, url: relay, event: 'comment_created', issueKey: 'SUP-2290', matched: [24] },
  {
    hoursAgo: 22.3,
    url: relay,
    event: 'issue_property_set',
    issueKey: 'PAY-902',
    matched: [19, 24],
  },
  { hoursAgo: 1.7, url: hooks, event: 'jira:issue_created', issueKey: 'PAY-915', matched: [12] },
];

export function seededFailures(now: number): ReadonlyMap<string, FailureRecord> {
  return new Map(
    failed.map(({ hoursAgo, url, matched, ...about }, index) => {
      const failureTime = now - Math.round(hoursAgo * hour);
      const id = `00000000-5eed-4000-8000-${String(index + 1).padStart(12, '0')}`;
      const record = { id, url, failureTime };
      // Given up after five retries, five to fifteen minutes apart.
      const timestamp = failureTime - 48 * minute;
      const body = matched && JSON.stringify(payload({ ...about, matched, timestamp }));
      return [id, body === undefined ? record : { ...record, body }];
    }),
  );
}

interface About {
  event: string;
  issueKey: string;
  matched: number[];
  timestamp: number;
}

/** As much of a payload as leads back to the issue and to the registrations that matched. */
function payload({ event, issueKey, matched, timestamp }: About) {
  const [projectKey = ''] = issueKey.split('-');
  return {
    timestamp,
    webhookEvent: event,
    issue: {
      id: '10027',
      self: 'https://acme.example/rest/api/2/issue/10027',
      key: issueKey,
      fields: { project: { key: projectKey } },
    },
    matchedWebhookIds: matched,
  };
}
