/** The rules of registering, refreshing and deleting: from one state to the next, without any I/O. */
import { isRegistrable, registrableEvents } from '../jira/events.ts';
import { judgeJql } from '../jira/jql/judge.ts';
import {
  webhookId,
  type RegistrationRequest,
  type RegistrationResult,
  type WebhookDetails,
} from '../jira/wire.ts';
import { day } from './clock.ts';
import { sandboxLimits, type Identity } from './identity.ts';
import type { Registration, SandboxState } from './state.ts';
import type { Step } from './store.ts';
import { establishedTexts, unverifiedTexts } from './texts.ts';

/** Jira's documentation of "Extend webhook life": 30 days from registration or last refresh. */
export const lifetimeMs = 30 * day;
/** An expired webhook is said to stay available for up to three months (FACTS, "Expiry"). */
export const keptAfterExpiryMs = 90 * day;

/** The caller's webhooks that Jira still knows, expired ones included, by id. */
export function listRegistrations(
  state: SandboxState,
  identity: Identity,
  now: number,
): Registration[] {
  return [...state.registrations[identity].values()].filter(
    ({ expiresAt }) => now < expiresAt + keptAfterExpiryMs,
  );
}

/** Each webhook of the request succeeds or is refused by itself, in request order. */
export function register(
  state: SandboxState,
  identity: Identity,
  { url, webhooks }: RegistrationRequest,
  now: number,
): Step<RegistrationResult[]> {
  const known = listRegistrations(state, identity, now);
  const urlRefusal = refuseUrl(state, identity, url, known[0]?.url);
  const created: Registration[] = [];
  let nextId = state.nextIds[identity];

  const answer = webhooks.map((details): RegistrationResult => {
    const refusal =
      urlRefusal ?? refuseDetails(details) ?? refuseCount(identity, known.length + created.length);
    if (refusal !== undefined) return { errors: [refusal] };
    const id = nextId++;
    created.push({ id, url, ...details, expiresAt: now + lifetimeMs });
    return { createdWebhookId: webhookId.parse(id) };
  });

  const changed = replaceRegistrations(state, identity, [...known, ...created]);
  return { state: { ...changed, nextIds: { ...state.nextIds, [identity]: nextId } }, answer };
}

/** The one new date for all ids. Those that the caller does not have are ignored without a word. */
export function refresh(
  state: SandboxState,
  identity: Identity,
  ids: readonly number[],
  now: number,
): Step<number> {
  const asked = new Set(ids);
  const expiresAt = now + lifetimeMs;
  const refreshed = listRegistrations(state, identity, now).map((entry) =>
    asked.has(entry.id) ? { ...entry, expiresAt } : entry,
  );
  return { state: replaceRegistrations(state, identity, refreshed), answer: expiresAt };
}

/** Ids that the caller does not have are ignored without a word. */
export function remove(
  state: SandboxState,
  identity: Identity,
  ids: readonly number[],
  now: number,
): Step<void> {
  const asked = new Set(ids);
  const left = listRegistrations(state, identity, now).filter(({ id }) => !asked.has(id));
  return { state: replaceRegistrations(state, identity, left), answer: undefined };
}

function replaceRegistrations(
  state: SandboxState,
  identity: Identity,
  entries: readonly Registration[],
): SandboxState {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return { ...state, registrations: { ...state.registrations, [identity]: byId } };
}

function refuseUrl(
  state: SandboxState,
  identity: Identity,
  url: string,
  urlInUse: string | undefined,
): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null) return unverifiedTexts.invalidUrl(url);
  if (parsed.protocol !== 'https:') return unverifiedTexts.urlNotHttps(url);
  switch (identity) {
    case 'connect':
      return state.baseUrl === null || isBelow(parsed, new URL(state.baseUrl))
        ? undefined
        : unverifiedTexts.urlNotBelowBase(state.baseUrl);
    case 'oauth':
      // Seen on real sites: one URL per user, whatever its webhooks are.
      return urlInUse === undefined || urlInUse === url
        ? undefined
        : establishedTexts.singleUrl(urlInUse);
  }
}

function isBelow(url: URL, base: URL): boolean {
  const path = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  return url.origin === base.origin && `${url.pathname}/`.startsWith(path);
}

function refuseDetails({ events, jqlFilter }: WebhookDetails): string | undefined {
  if (events.length === 0) return unverifiedTexts.noEvents;
  const unknown = events.find((event) => !isRegistrable(event));
  if (unknown !== undefined) return unverifiedTexts.unknownEvent(unknown);
  // Sprints and versions have no issue to search for. That no filter is needed is not established.
  if (jqlFilter.trim() === '' && !events.some((event) => isFilteredByJql(event))) return undefined;
  // What nobody has established to be refused is taken, so that a person can try it.
  const { verdict, problems } = judgeJql(jqlFilter);
  if (verdict !== 'refused') return undefined;
  return problems.find(({ kind }) => kind === 'refusal')?.message;
}

function isFilteredByJql(event: string): boolean {
  return registrableEvents.some(({ name, jql }) => name === event && jql);
}

function refuseCount(identity: Identity, count: number): string | undefined {
  const limit = sandboxLimits[identity];
  if (count < limit) return undefined;
  return identity === 'oauth'
    ? establishedTexts.oauthLimit(limit)
    : unverifiedTexts.connectLimit(limit);
}
