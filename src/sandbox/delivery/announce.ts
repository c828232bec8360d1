/** From an event to its deliveries: who is told of it, and in which requests. */
import { matches } from '../../jira/matcher.ts';
import { readEvent } from '../../jira/payload.ts';
import { recordFailures } from '../failures.ts';
import type { Identity } from '../identity.ts';
import type { Delivery, Flow, Registration, SandboxState } from '../state.ts';
import type { Step } from '../store.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** "Payload over 25 MB is not sent" (Atlassian, "Webhooks"). Of which megabyte is not established. */
export const mostPayloadBytes = 25 * 1024 * 1024;

export interface Announced {
  id: string;
  identity: Identity;
  url: string;
  matchedWebhookIds: number[];
}

export interface Announcement {
  deliveries: Announced[];
  /** The registrations for which the payload does not say enough. They are not told. */
  undecided: Record<Identity, number[]>;
}

/** One delivery for each caller and URL, naming all registrations there that match. */
export function announce(
  state: SandboxState,
  payload: Payload,
  flow: Flow,
  now: number,
): Step<Announcement> {
  const event = readEvent(payload);
  const deliveries: Delivery[] = [];
  const answer: Announcement = { deliveries: [], undecided: { connect: [], oauth: [] } };
  for (const identity of ['connect', 'oauth'] as const) {
    const byUrl = new Map<string, number[]>();
    for (const registration of liveRegistrations(state, identity, now)) {
      const { verdict } = matches(registration, event);
      if (verdict === 'unknown') answer.undecided[identity].push(registration.id);
      if (verdict !== true) continue;
      byUrl.set(registration.url, [...(byUrl.get(registration.url) ?? []), registration.id]);
    }
    for (const [url, matchedWebhookIds] of byUrl) {
      const id = crypto.randomUUID();
      const body = JSON.stringify({ ...payload, matchedWebhookIds });
      deliveries.push({ id, identity, url, flow, body, attempts: 0, dueAt: now });
      answer.deliveries.push({ id, identity, url, matchedWebhookIds });
    }
  }
  return { state: takeUp(state, deliveries, now), answer };
}

function liveRegistrations(state: SandboxState, identity: Identity, now: number): Registration[] {
  return [...state.registrations[identity].values()].filter(({ expiresAt }) => now < expiresAt);
}

/** What is too long is given up unsent, and recorded without its body. */
function takeUp(state: SandboxState, deliveries: readonly Delivery[], now: number): SandboxState {
  if (deliveries.length === 0) return state;
  const { sent = [], tooLong = [] } = Object.groupBy(deliveries, ({ body }) =>
    new TextEncoder().encode(body).byteLength > mostPayloadBytes ? 'tooLong' : 'sent',
  );
  const pending = new Map(state.deliveries);
  for (const delivery of sent) pending.set(delivery.id, delivery);
  const records = tooLong.map(({ id, identity, url }) => ({ id, identity, url, failureTime: now }));
  const recorded = records.length > 0 ? recordFailures(state, records, now).state : state;
  return { ...recorded, deliveries: pending, givenUp: state.givenUp + tooLong.length };
}
