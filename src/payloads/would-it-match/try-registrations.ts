/** A payload held against all registrations of a connection, however many there are. */
import type { ListedWebhook } from '../../jira/client.ts';
import { matches, type Match } from '../../jira/matcher.ts';
import type { WebhookPayload } from '../../jira/payload.ts';
import { formatLocal } from '../../ui/instants.ts';
import { largestPayload, readPayload, type Reading } from '../read-payload.ts';
import type { Verdict } from '../verdicts.ts';

export interface RegistrationVerdict extends Verdict {
  webhook: ListedWebhook;
}

interface Trying {
  /** The site's time, by which a registration is alive or not. */
  now: number;
  signal: AbortSignal;
  onProgress: (tried: number) => void;
  /** Lets the page answer to whoever types or scrolls. */
  pause?: () => Promise<void>;
}

/** Of work at a stretch: less than a frame, since a filter that is new takes a millisecond or two to parse. */
const sliceMs = 8;

/** In slices, so that the page stays alive. Undefined where it was stopped. */
export async function tryRegistrations(
  event: WebhookPayload,
  webhooks: readonly ListedWebhook[],
  { now, signal, onProgress, pause = nextTask }: Trying,
): Promise<RegistrationVerdict[] | undefined> {
  const verdicts: RegistrationVerdict[] = [];
  let sliceEnd = performance.now() + sliceMs;
  for (const webhook of webhooks) {
    verdicts.push(tryOne(event, webhook, now));
    if (performance.now() < sliceEnd) continue;
    onProgress(verdicts.length);
    await pause();
    if (signal.aborted) return undefined;
    sliceEnd = performance.now() + sliceMs;
  }
  return verdicts;
}

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

export function tryOne(
  event: WebhookPayload,
  webhook: ListedWebhook,
  now: number,
): RegistrationVerdict {
  const match = matches(webhook, event);
  const { expirationDate } = webhook;
  const isExpired = expirationDate !== undefined && expirationDate <= now;
  const verdict = isExpired ? expired(match, expirationDate) : match;
  return { ...verdict, label: `Webhook ${webhook.id}`, webhook };
}

/** What its filters keep out stays out after a refresh too; the rest is kept out by its expiry alone. */
function expired(match: Match, at: number): Omit<Verdict, 'label'> {
  if (match.verdict === false) return match;
  const otherwise =
    match.verdict === true
      ? 'Refreshed, it would be sent this.'
      : 'Whether its filters let this through cannot be told.';
  const explanation = `It expired on ${formatLocal(at)}, and Jira sends it nothing. ${otherwise}`;
  return { verdict: false, decidedBy: { part: 'expiry', explanation } };
}

/** A body as it came, as far as matching needs it. */
export function readBody(body: string | Uint8Array): Reading {
  if (typeof body === 'string') return readPayload(body);
  const bytes = body.byteLength;
  return bytes > largestPayload
    ? { kind: 'too large', bytes }
    : readPayload(new TextDecoder().decode(body));
}
