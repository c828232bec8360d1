/** What it takes to make a connection's registrations those of a file. Nothing is sent from here. */
import type { ListedWebhook } from '../client.ts';
import { canonical, identityOf } from './file.ts';
import type { RegistrationEntry, RegistrationsFile } from './file.ts';

export type PlannedEntry =
  | { kind: 'add'; entry: RegistrationEntry }
  /** `expired`: Jira still lists it, and delivers nothing to it until it is refreshed. */
  | { kind: 'present'; entry: RegistrationEntry; webhook: ListedWebhook; expired?: true }
  | { kind: 'differs'; entry: RegistrationEntry; webhook: ListedWebhook; differences: string[] };

export interface Plan {
  /** One for each entry of the file, in its order. */
  entries: PlannedEntry[];
  /** In Jira, but not in the file. */
  extra: ListedWebhook[];
}

export function plan(
  { registrations }: RegistrationsFile,
  listed: readonly ListedWebhook[],
  now = Date.now(),
): Plan {
  const entries = registrations.map(canonical);
  const matched = matchEqual(entries, listed);
  const taken = new Set(matched.values());
  const similar = matchSimilar(
    entries.filter((entry) => !matched.has(entry)),
    listed.filter((webhook) => !taken.has(webhook)),
  );
  for (const webhook of similar.values()) taken.add(webhook);
  return {
    entries: entries.map((entry) => {
      const present = matched.get(entry);
      if (present) return ofPresent(entry, present, now);
      const webhook = similar.get(entry);
      if (!webhook) return { kind: 'add', entry };
      return { kind: 'differs', entry, webhook, differences: differencesOf(entry, webhook) };
    }),
    extra: listed.filter((webhook) => !taken.has(webhook)),
  };
}

export function isNothingToDo({ entries, extra }: Plan): boolean {
  return extra.length === 0 && entries.every(({ kind }) => kind === 'present');
}

function ofPresent(entry: RegistrationEntry, webhook: ListedWebhook, now: number): PlannedEntry {
  const expired = (webhook.expirationDate ?? Infinity) <= now;
  return { kind: 'present', entry, webhook, ...(expired ? { expired } : {}) };
}

/**
 * Answers from before 2025 leave the URL out. Such a webhook is taken for the entry that it equals in all
 * else: registering what may be there already would be worse.
 */
export function equals(entry: RegistrationEntry, webhook: ListedWebhook): boolean {
  return (
    identityOf(webhook.url === undefined ? { ...entry, url: noUrl } : entry) === keyOf(webhook)
  );
}

/** No entry has it: in a file the URL is never empty. */
const noUrl = '';

/** Equal for two webhooks that mean the same. */
export function keyOf({ url = noUrl, ...details }: ListedWebhook): string {
  return identityOf(canonical({ url, ...details }));
}

/** Each webhook for one entry: two equal entries need two. Of several, those that live longest. */
function matchEqual(
  entries: readonly RegistrationEntry[],
  listed: readonly ListedWebhook[],
): Map<RegistrationEntry, ListedWebhook> {
  const byLifetime = listed.toSorted(
    (one, other) =>
      (other.expirationDate ?? Infinity) - (one.expirationDate ?? Infinity) || one.id - other.id,
  );
  const available = Map.groupBy(byLifetime, keyOf);
  const matched = new Map<RegistrationEntry, ListedWebhook>();
  for (const entry of entries) {
    const webhook =
      available.get(identityOf(entry))?.shift() ??
      available.get(identityOf({ ...entry, url: noUrl }))?.shift();
    if (webhook) matched.set(entry, webhook);
  }
  return matched;
}

/** The best pairs first; where two are equally good, by the file's order and then the smaller id. */
function matchSimilar(
  entries: readonly RegistrationEntry[],
  listed: readonly ListedWebhook[],
): Map<RegistrationEntry, ListedWebhook> {
  const byUrl = Map.groupBy(
    listed.toSorted((one, other) => one.id - other.id),
    ({ url }) => url,
  );
  const pairs = entries.flatMap((entry) =>
    (byUrl.get(entry.url) ?? []).flatMap((webhook) => {
      const score = similarity(entry, webhook);
      return score > 0 ? [{ entry, webhook, score }] : [];
    }),
  );
  const matched = new Map<RegistrationEntry, ListedWebhook>();
  const taken = new Set<ListedWebhook>();
  for (const { entry, webhook } of pairs.toSorted((one, other) => other.score - one.score)) {
    if (matched.has(entry) || taken.has(webhook)) continue;
    matched.set(entry, webhook);
    taken.add(webhook);
  }
  return matched;
}

/** 0 for two that share neither JQL nor events: those are not one registration that was changed. */
function similarity(entry: RegistrationEntry, webhook: ListedWebhook): number {
  const other = canonical({ ...webhook, url: entry.url });
  const events = overlap(entry.events, other.events);
  const sameJql = entry.jqlFilter === other.jqlFilter;
  if (!sameJql && events < 1) return 0;
  return (
    (sameJql ? 1 : 0) +
    events +
    overlap(entry.fieldIdsFilter, other.fieldIdsFilter) +
    overlap(entry.issuePropertyKeysFilter, other.issuePropertyKeysFilter)
  );
}

/** How much of both is in both: 1 for equal sets. */
function overlap(one: readonly string[] = [], other: readonly string[] = []): number {
  const all = new Set([...one, ...other]);
  if (all.size === 0) return 1;
  const shared = new Set(one).intersection(new Set(other));
  return shared.size / all.size;
}

function differencesOf(entry: RegistrationEntry, webhook: ListedWebhook): string[] {
  const other = canonical({ ...webhook, url: entry.url });
  return [
    ...ofLists('Events', entry.events, other.events),
    ...(entry.jqlFilter === other.jqlFilter
      ? []
      : [`JQL filter: ${named(entry.jqlFilter)} in the file, ${named(other.jqlFilter)} in Jira.`]),
    ...ofLists('Field ids', entry.fieldIdsFilter, other.fieldIdsFilter, 'all fields'),
    ...ofLists(
      'Property keys',
      entry.issuePropertyKeysFilter,
      other.issuePropertyKeysFilter,
      'all properties',
    ),
  ];
}

function named(jql: string): string {
  return jql === '' ? 'none' : jql;
}

/** An absent filter is not a shorter list: it means all. */
function ofLists(
  what: string,
  inFile: readonly string[] = [],
  inJira: readonly string[] = [],
  absent = 'none',
): string[] {
  const onlyInFile = inFile.filter((name) => !inJira.includes(name));
  const onlyInJira = inJira.filter((name) => !inFile.includes(name));
  if (onlyInFile.length === 0 && onlyInJira.length === 0) return [];
  if (inFile.length === 0 || inJira.length === 0) {
    const all = (names: readonly string[]) => names.join(', ') || absent;
    return [`${what}: ${all(inFile)} in the file, ${all(inJira)} in Jira.`];
  }
  const parts = [
    onlyInFile.length > 0 ? `${onlyInFile.join(', ')} only in the file` : '',
    onlyInJira.length > 0 ? `${onlyInJira.join(', ')} only in Jira` : '',
  ];
  return [`${what}: ${parts.filter(Boolean).join('; ')}.`];
}
