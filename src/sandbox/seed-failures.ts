/**
 * Three days of failures at Acme, an invented company, each of them a thing that happens: a deployment
 * that lost a route, a host that was down, and what goes wrong on an ordinary day.
 */
import type { WebhookEventName } from '../jira/events.ts';
import { matches } from '../jira/matcher.ts';
import { readEvent } from '../jira/payload.ts';
import { day, hour, minute, second } from './clock.ts';
import type { Payload } from './delivery/announce.ts';
import { payloadOf } from './delivery/payload-template.ts';
import { connectSeed } from './seed-registrations.ts';
import type { FailureRecord } from './state.ts';

/** As it is for deliveries: see `delivery/outcome.ts`. */
const bodyDroppedEvery = 7;

interface Loss {
  /** When the event happened, and when its delivery was given up. */
  at: number;
  failureTime: number;
  host: string;
}

/** The same for the same `now`, oldest first. */
export function seededFailures(now: number): ReadonlyMap<string, FailureRecord> {
  const losses = [...lostRoute(now), ...hostDown(now), ...trickle(now)].toSorted(
    (one, other) => one.failureTime - other.failureTime,
  );
  const records = losses.map((loss, index) => recordOf(loss, index, now));
  return new Map(records.map((record) => [record.id, record]));
}

/** From 02:10 to 02:50, the night before last: 404, and so no retries. A bulk change falls into it. */
function lostRoute(now: number): Loss[] {
  const from = Math.floor((now - 26 * hour - 50 * minute) / day) * day + 2 * hour + 10 * minute;
  return Array.from({ length: 120 }, (_, index) => {
    const bulk = index >= 60 && index < 75 ? index - (index % 5) : index;
    const at = from + bulk * 20 * second + spread(bulk, 15 * second);
    return { at, failureTime: at + 300, host: 'hooks.acme.example' };
  });
}

/** Two hours, until some nine hours ago: given up is what was tried six times before it ended. */
function hostDown(now: number): Loss[] {
  const from = now - 11 * hour - 12 * minute;
  return Array.from({ length: 290 }, (_, index) => {
    const at = from + index * 24 * second + spread(index, 20 * second);
    return { at, failureTime: at + retriesTake(index), host: 'relay.acme.example' };
  }).filter(({ failureTime }) => failureTime < from + 2 * hour);
}

/** Now and then one, everywhere. */
function trickle(now: number): Loss[] {
  const hosts = ['ci.borealis.example', 'hooks.acme.example', 'relay.acme.example'];
  return Array.from({ length: 48 }, (_, index) => {
    const failureTime = now - 71 * hour + index * 88 * minute + spread(index, 70 * minute);
    const host = hosts[index % hosts.length] ?? '';
    return { at: failureTime - retriesTake(index), failureTime, host };
  });
}

/** Five times five to fifteen minutes. */
function retriesTake(index: number): number {
  const retries = [1, 2, 3, 4, 5].map(
    (retry) => 5 * minute + spread(index * 5 + retry, 10 * minute),
  );
  return retries.reduce((sum, backOff) => sum + backOff);
}

/** From 0 up to `most`, by no order that can be seen, and the same each time. */
function spread(index: number, most: number): number {
  const scattered = Math.imul(index + 1, 2_654_435_761) >>> 0;
  return Math.floor((scattered / 2 ** 32) * most);
}

function recordOf({ at, failureTime, host }: Loss, index: number, now: number): FailureRecord {
  const { url, payload } = eventFor(host, index, at, now);
  const id = `00000000-5eed-4000-8000-${String(index + 1).padStart(12, '0')}`;
  const record = { id, url, failureTime };
  const dropped = index % bodyDroppedEvery === bodyDroppedEvery - 1;
  return dropped ? record : { ...record, body: JSON.stringify(payload) };
}

/** What happens at Acme, by the host that is told of it. */
const course: Readonly<Record<string, readonly [WebhookEventName, project: string][]>> = {
  'hooks.acme.example': [
    ['jira:issue_updated', 'OPS'],
    ['jira:issue_created', 'OPS'],
    ['comment_created', 'OPS'],
    ['jira:issue_updated', 'HR'],
    ['jira:issue_updated', 'INFRA'],
    ['comment_updated', 'OPS'],
    ['jira:issue_deleted', 'SUP'],
    ['jira:issue_created', 'LEGAL'],
    ['comment_created', 'PAY'],
  ],
  'relay.acme.example': [
    ['jira:issue_updated', 'DATA'],
    ['comment_created', 'SUP'],
    ['jira:issue_updated', 'PAY'],
    ['issue_property_set', 'DATA'],
    ['jira:issue_created', 'SUP'],
    ['jira:issue_updated', 'CORE'],
    ['sprint_started', 'WEB'],
    ['issue_property_deleted', 'DATA'],
    ['jira:version_created', 'WEB'],
  ],
  'ci.borealis.example': [
    ['jira:version_released', 'MOB'],
    ['sprint_closed', 'MOB'],
    ['jira:version_updated', 'WEB'],
  ],
};

/** An event that a webhook of this host was told of: where one would not be, the next that would. */
function eventFor(host: string, index: number, at: number, now: number) {
  const events = course[host] ?? [];
  for (let attempt = 0; attempt < events.length; attempt++) {
    const [name, project] = events[(index + attempt) % events.length] ?? [];
    if (name === undefined || project === undefined) break;
    const payload = payloadOf({ name, project, index, at });
    const { url, matchedWebhookIds } = matchedAt(host, payload, at, now);
    if (url !== undefined) return { url, payload: { ...payload, matchedWebhookIds } };
  }
  throw new Error(`No webhook of the seed at ${host} is told of any of its events.`);
}

const seedsByHost = Map.groupBy(connectSeed, ({ url }) => new URL(url).host);

/** Those that match and had not expired by then. */
function matchedAt(host: string, payload: Payload, at: number, now: number) {
  const event = readEvent(payload);
  const matched = (seedsByHost.get(host) ?? []).filter(
    (seed) => at < now + seed.minutesLeft * minute && matches(seed, event).verdict === true,
  );
  return { url: matched[0]?.url, matchedWebhookIds: matched.map(({ id }) => id) };
}
