/**
 * The rules of the sandbox (FACTS) once more, in their plainest form: lists, and no storage, HTTP or
 * concurrency. For the test that holds the two against each other.
 */
import { formatJiraDate } from '../jira/dates.ts';
import { day, hour } from './clock.ts';
import type { Identity } from './identity.ts';
import { unverifiedTexts } from './texts.ts';

export interface Item {
  events: string[];
  jqlFilter: string;
  fieldIdsFilter?: string[];
  issuePropertyKeysFilter?: string[];
}

/** What may be registered, with the words of its refusal; none where it is taken. */
export const items: readonly [Item, string?][] = [
  [{ events: ['jira:issue_created'], jqlFilter: 'project = A' }],
  [{ events: ['jira:issue_updated'], jqlFilter: 'status != Done', fieldIdsFilter: ['summary'] }],
  [{ events: ['issue_property_set'], jqlFilter: 'project = A', issuePropertyKeysFilter: ['key'] }],
  [{ events: ['sprint_started'], jqlFilter: '' }],
  [
    { events: ['jira:issue_created'], jqlFilter: 'watchCount = 1' },
    'The clause watchCount is unsupported',
  ],
  [{ events: ['comment_created'], jqlFilter: ' ' }, 'Empty JQL search not supported'],
  [
    { events: ['jira:issue_created'], jqlFilter: 'project is not EMPTY' },
    'Operator is not is unsupported',
  ],
];
export const urls = ['https://a.example.com/hook', 'https://b.example.com/hook'];

interface Kept extends Item {
  id: number;
  url: string;
  expiresAt: number;
}

export class Model {
  now: number;
  kept: Record<Identity, Kept[]> = { connect: [], oauth: [] };
  nextId: Record<Identity, number> = { connect: 1, oauth: 1 };
  failures: { id: string; url: string; failureTime: number }[] = [];

  constructor(now: number) {
    this.now = now;
  }

  wait(days: number): void {
    this.now += days * day;
    const { now } = this;
    const isKnown = ({ expiresAt }: Kept) => expiresAt + 90 * day > now;
    this.kept = {
      connect: this.kept.connect.filter(isKnown),
      oauth: this.kept.oauth.filter(isKnown),
    };
    this.failures = this.failures.filter(({ failureTime }) => failureTime + 72 * hour > now);
  }

  register(identity: Identity, url: string, indexes: number[]): unknown {
    const kept = this.kept[identity];
    const inUse = kept[0]?.url ?? url;
    return indexes.map((index) => {
      const [item, refusal] = items[index] ?? [];
      if (item === undefined) throw new Error(`There is no item ${index}.`);
      if (identity === 'oauth' && inUse !== url) {
        return {
          errors: [
            `Only a single URL per user is allowed to be registered via REST API. The currently used URL: ${inUse}`,
          ],
        };
      }
      if (refusal !== undefined) return { errors: [refusal] };
      if (kept.length === (identity === 'connect' ? 100 : 5)) {
        return {
          errors: [
            identity === 'connect'
              ? unverifiedTexts.connectLimit(100)
              : 'A maximum of 5 webhooks is allowed per app per user.',
          ],
        };
      }
      const id = this.nextId[identity]++;
      kept.push({ ...item, id, url, expiresAt: this.now + 30 * day });
      return { createdWebhookId: id };
    });
  }

  list(identity: Identity, startAt: number, maxResults: number): unknown {
    const kept = this.kept[identity];
    const size = Math.min(maxResults, 100);
    const values = kept
      .slice(startAt, startAt + size)
      .map(({ expiresAt, ...rest }) => ({ ...rest, expirationDate: formatJiraDate(expiresAt) }));
    const isLast = startAt + values.length >= kept.length;
    return { startAt, maxResults: size, total: kept.length, isLast, values };
  }

  refresh(identity: Identity, ids: number[]): unknown {
    const expiresAt = this.now + 30 * day;
    for (const webhook of this.kept[identity]) {
      if (ids.includes(webhook.id)) webhook.expiresAt = expiresAt;
    }
    return { expirationDate: formatJiraDate(expiresAt) };
  }

  delete(identity: Identity, ids: number[]): void {
    this.kept[identity] = this.kept[identity].filter(({ id }) => !ids.includes(id));
  }

  fail(records: Model['failures']): void {
    this.failures.push(...records.filter(({ failureTime }) => failureTime + 72 * hour > this.now));
  }

  failed(after: number, maxResults: number): unknown {
    const due = this.failures
      .filter(({ failureTime }) => failureTime > after)
      .toSorted(
        (one, other) => one.failureTime - other.failureTime || (one.id < other.id ? -1 : 1),
      );
    let size = Math.min(maxResults, due.length);
    while (size > 0 && due[size]?.failureTime === due[size - 1]?.failureTime) size++;
    const values = due.slice(0, size);
    const last = values.at(-1);
    if (last === undefined) return { values, maxResults };
    const next = `http://jira.example/sandbox/rest/api/3/webhook/failed?failedAfter=${last.failureTime}&maxResults=${maxResults}`;
    return { values, maxResults, next };
  }
}
