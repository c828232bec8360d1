/** Carries out a plan: what is missing is registered, and what differs is replaced where that is allowed. */
import type { RegistrationEntry } from './file.ts';
import type { Patience } from './patience.ts';
import { equals, keyOf, type Plan, type PlannedEntry } from './plan.ts';
import { openSite, type RegistrationsClient, type RegistrationsSite } from './site.ts';
import type { WebhookId } from '../wire.ts';

export type Verdict =
  | { kind: 'created'; id: WebhookId }
  | { kind: 'present'; id: WebhookId }
  | { kind: 'replaced'; oldId: WebhookId; newId: WebhookId }
  /** In Jira's own words. */
  | { kind: 'refused'; messages: readonly string[] }
  /** It may have happened: to be planned again before it is sent again. */
  | { kind: 'unknown'; why: string }
  | { kind: 'not-sent'; why: string };

export interface Outcome {
  entry: RegistrationEntry;
  verdict: Verdict;
}

export interface ApplyProgress {
  done: number;
  total: number;
  /** While Jira asks to wait: until when, by `Date.now()`. */
  waitUntil?: number;
}

export interface ApplyOptions extends Pick<Patience, 'wait'> {
  /** Whether one that differs is changed: Jira has no update, so that is a new id. */
  replace?: boolean;
  onProgress?: (progress: ApplyProgress) => void;
  /** Aborted to stop: what is under way ends first, so that its outcome is known. */
  signal?: AbortSignal;
}

/** Jira documents no limit for one request; this many keep an answer quick. */
const mostPerRequest = 50;

/**
 * One outcome for each entry of the plan, in its order. Rejects with a `JiraError` where the list can't be
 * read at the start: then nothing was sent.
 */
export async function apply(
  plan: Plan,
  jira: RegistrationsClient,
  options: ApplyOptions = {},
): Promise<Outcome[]> {
  const { replace = false, onProgress, signal } = options;
  const verdicts = new Map<PlannedEntry, Verdict>();
  const progress = (waitUntil?: number) => {
    const done = verdicts.size;
    const total = plan.entries.length;
    onProgress?.({ done, total, ...(waitUntil === undefined ? {} : { waitUntil }) });
  };
  const site = await openSite(jira, { ...options, onWait: progress });
  const obstacle = () => (signal?.aborted ? 'Stopped before it was sent.' : site.closedBecause);

  // What an entry of the plan has for its own, no other may take.
  for (const planned of plan.entries) if (planned.kind !== 'add') site.claim(planned.webhook.id);
  for (const planned of plan.entries) {
    const verdict = withoutSending(planned, site, replace);
    if (verdict) verdicts.set(planned, verdict);
  }
  progress();

  /** After each reading: what somebody else registered in the meantime is not registered again. */
  const isThere = (planned: PlannedEntry) => {
    const id = site.claimEqual(planned.entry);
    if (id !== undefined) verdicts.set(planned, { kind: 'present', id });
    return id !== undefined;
  };
  const left = plan.entries.filter((planned) => !verdicts.has(planned));
  for (const batch of batches(left.filter(({ kind }) => kind === 'add'))) {
    const missing = batch.filter((planned) => !isThere(planned));
    const why = obstacle();
    const entries = missing.map(({ entry }) => entry);
    const registered = why === undefined && missing.length > 0 ? await site.register(entries) : [];
    for (const [index, planned] of missing.entries()) {
      verdicts.set(planned, registered[index] ?? { kind: 'not-sent', why: why ?? noAnswer });
    }
    progress();
  }
  for (const planned of left) {
    if (planned.kind !== 'differs') continue;
    const why = obstacle();
    if (why !== undefined) verdicts.set(planned, { kind: 'not-sent', why });
    else if (!isThere(planned)) {
      verdicts.set(planned, await replaceOne(planned.entry, planned.webhook.id, site));
    }
    progress();
  }
  return plan.entries.map((planned) => ({
    entry: planned.entry,
    verdict: verdicts.get(planned) ?? { kind: 'not-sent', why: noAnswer },
  }));
}

const noAnswer = 'Jira gave no result for it.';
const outdated = 'It is no longer in Jira as it was when the plan was made. Plan again.';

/** By the list as it is now: since the plan was made, somebody else may have been there. */
function withoutSending(
  planned: PlannedEntry,
  site: RegistrationsSite,
  replace: boolean,
): Verdict | undefined {
  const { entry } = planned;
  if (planned.kind === 'present') {
    const { id } = planned.webhook;
    const now = site.find(id);
    if (now && equals(entry, now)) return { kind: 'present', id };
  }
  const equal = site.claimEqual(entry);
  if (equal !== undefined) return { kind: 'present', id: equal };
  if (planned.kind === 'add') return undefined;
  const { id } = planned.webhook;
  const now = site.find(id);
  const isAsPlanned = now !== undefined && keyOf(now) === keyOf(planned.webhook);
  if (planned.kind === 'present' || !isAsPlanned) return { kind: 'not-sent', why: outdated };
  if (replace) return undefined;
  return {
    kind: 'not-sent',
    why: `It differs from webhook ${id}, and replacing was not asked for.`,
  };
}

/** The new one first, so that no event is missed; the old one goes only once the new one is seen. */
async function replaceOne(
  entry: RegistrationEntry,
  oldId: WebhookId,
  site: RegistrationsSite,
): Promise<Verdict> {
  const [registered = { kind: 'not-sent', why: noAnswer } as const] = await site.register([entry]);
  if (registered.kind !== 'created') return registered;
  const { id: newId } = registered;
  const kept = `The old one, webhook ${oldId}, was kept.`;
  const unreadable = await site.readAgain();
  if (unreadable) {
    const why = `Webhook ${newId} was created, but the list can’t be read to see it: ${unreadable.message}`;
    return { kind: 'unknown', why: `${why} ${kept}` };
  }
  const seen = site.find(newId);
  if (!seen || !equals(entry, seen)) {
    return {
      kind: 'unknown',
      why: `Jira said it created webhook ${newId}, but does not list it so. ${kept}`,
    };
  }
  const deleted = await site.delete(oldId);
  const both = `Webhook ${newId} is registered, and the old one, webhook ${oldId}, is still there.`;
  switch (deleted.kind) {
    case 'deleted':
      return { kind: 'replaced', oldId, newId };
    case 'unknown':
      return { kind: 'unknown', why: `Webhook ${newId} is registered. ${deleted.why}` };
    case 'refused':
      return { kind: 'refused', messages: [...deleted.messages, both] };
    case 'not-sent':
      return { kind: 'refused', messages: [deleted.why, both] };
  }
}

/** By URL, as Jira's request is, in the order of the first of each. */
function batches(planned: readonly PlannedEntry[]): PlannedEntry[][] {
  return [...Map.groupBy(planned, ({ entry }) => entry.url).values()].flatMap((ofUrl) =>
    Array.from({ length: Math.ceil(ofUrl.length / mostPerRequest) }, (_, index) =>
      ofUrl.slice(index * mostPerRequest, (index + 1) * mostPerRequest),
    ),
  );
}
