import { formatJiraDate } from '../jira/dates.ts';
import { registrationRequest, webhookIdsRequest } from '../jira/wire.ts';
import { readJson } from './body.ts';
import { BadRequest } from './errors.ts';
import type { Identity } from './identity.ts';
import { json } from './json.ts';
import { wholeNumber } from './parameters.ts';
import { listRegistrations, refresh, register, remove } from './registrations.ts';
import type { Registration } from './state.ts';
import type { Store } from './store.ts';
import { unverifiedTexts } from './texts.ts';

/** The documented default. That a page never holds more is the sandbox's choice. */
export const mostResults = 100;

/** `GET /rest/api/3/webhook` */
export function listWebhooks(store: Store, identity: Identity, request: Request): Response {
  const query = new URL(request.url).searchParams;
  const startAt = wholeNumber(query, 'startAt', 0);
  const maxResults = Math.min(wholeNumber(query, 'maxResults', mostResults), mostResults);
  const all = listRegistrations(store.state, identity, store.clock.now());
  const values = all.slice(startAt, startAt + maxResults).map(toWire);
  const isLast = startAt + values.length >= all.length;
  return json({ maxResults, startAt, total: all.length, isLast, values });
}

/** `POST /rest/api/3/webhook` */
export async function registerWebhooks(
  store: Store,
  identity: Identity,
  request: Request,
): Promise<Response> {
  const body = await readJson(request, registrationRequest);
  if (body.webhooks.length === 0) throw new BadRequest(unverifiedTexts.noWebhooks);
  const webhookRegistrationResult = await store.change((state, now) =>
    register(state, identity, body, now),
  );
  return json({ webhookRegistrationResult });
}

/** `DELETE /rest/api/3/webhook` */
export async function deleteWebhooks(
  store: Store,
  identity: Identity,
  request: Request,
): Promise<Response> {
  const { webhookIds } = await readJson(request, webhookIdsRequest);
  await store.change((state, now) => remove(state, identity, webhookIds, now));
  return new Response(null, { status: 202 });
}

/** `PUT /rest/api/3/webhook/refresh` */
export async function refreshWebhooks(
  store: Store,
  identity: Identity,
  request: Request,
): Promise<Response> {
  const { webhookIds } = await readJson(request, webhookIdsRequest);
  const expiresAt = await store.change((state, now) => refresh(state, identity, webhookIds, now));
  return json({ expirationDate: formatJiraDate(expiresAt) });
}

/** The schema says int64, and every example and working client the string (FACTS): so the string. */
function toWire({ expiresAt, ...details }: Registration) {
  return { ...details, expirationDate: formatJiraDate(expiresAt) };
}
