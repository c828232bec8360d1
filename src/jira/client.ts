/**
 * The five webhook operations over `fetch`, in Jira's own wire format. The same client serves the
 * browser (through the proxy), the command line and the tests (straight to a Jira).
 */
import { JiraError } from './errors.ts';
import { createTransport, excerpt, type CallOptions, type TransportOptions } from './transport.ts';
import {
  failedPage,
  refreshResponse,
  registrationResponse,
  webhook,
  webhookPage,
  type FailedPage,
  type RegistrationRequest,
  type RegistrationResult,
  type Webhook,
  type WebhookId,
} from './wire.ts';

/** A listed webhook with the JSON that Jira sent for it. */
export interface ListedWebhook extends Webhook {
  json: unknown;
}

/** Each rejects with a `JiraError`, or with the abort's own reason where the caller stopped it. */
export interface JiraClient {
  /** Every webhook of the caller, all pages, each id once. */
  listWebhooks(options?: CallOptions): Promise<ListedWebhook[]>;
  /** One result per item, in order. Never repeat it blindly: a lost answer may stand for a success. */
  registerWebhooks(
    request: RegistrationRequest,
    options?: CallOptions,
  ): Promise<RegistrationResult[]>;
  /** Resolves on 202, which says nothing about any one id: list again. */
  deleteWebhooks(ids: readonly WebhookId[], options?: CallOptions): Promise<void>;
  /** The one new date, in ms since the epoch. It says nothing about any one id: list again. */
  refreshWebhooks(ids: readonly WebhookId[], options?: CallOptions): Promise<number>;
  /** One page of failed deliveries, those after `after` (ms since the epoch). Connect apps only. */
  listFailedWebhooks(
    query?: { after?: number; maxResults?: number },
    options?: CallOptions,
  ): Promise<FailedPage>;
}

const webhookPath = '/rest/api/3/webhook';
/** Jira's documented default; whether it would give more on a page is not established. */
const pageSize = 100;
/** A list that never ends is a fault of the server, not a reason to ask for ever. */
const mostPages = 1000;

/** `baseUrl` is everything before `/rest/api/3/webhook`. */
export function createJiraClient(options: TransportOptions): JiraClient {
  const transport = createTransport(options);

  async function listWebhooks(callOptions?: CallOptions): Promise<ListedWebhook[]> {
    const listed = new Map<WebhookId, ListedWebhook>();
    let startAt = 0;
    for (let pages = 0; pages < mostPages; pages++) {
      const path = `${webhookPath}?startAt=${startAt}&maxResults=${pageSize}`;
      const page = await transport.read({ method: 'GET', path, ...callOptions }, webhookPage);
      const known = listed.size;
      // A page may shift while it is read: an id seen again is the same webhook, read later.
      for (const json of page.values) {
        const entry = readWebhook(json);
        listed.set(entry.id, entry);
      }
      startAt += page.values.length;
      const short = page.values.length < (page.maxResults ?? pageSize);
      if (page.values.length === 0 || (page.isLast ?? short)) return [...listed.values()];
      if (listed.size === known) throw garbled('The list of webhooks repeats itself.');
    }
    throw garbled(`The list of webhooks did not end after ${mostPages} pages.`);
  }

  return {
    listWebhooks,

    async registerWebhooks(body, callOptions) {
      const { webhookRegistrationResult: results } = await transport.read(
        { method: 'POST', path: webhookPath, body, ...callOptions },
        registrationResponse,
      );
      if (results.length === body.webhooks.length) return results;
      throw garbled(`Jira gave ${results.length} results for ${body.webhooks.length} webhooks.`);
    },

    async deleteWebhooks(webhookIds, callOptions) {
      const body = { webhookIds };
      const call = { method: 'DELETE', path: webhookPath, body, ...callOptions };
      const { body: rest } = await transport.call(call);
      // The status has said it: what still comes, or breaks off, changes nothing.
      await rest?.cancel().catch(() => {});
    },

    async refreshWebhooks(webhookIds, callOptions) {
      const body = { webhookIds };
      const call = { method: 'PUT', path: `${webhookPath}/refresh`, body, ...callOptions };
      return (await transport.read(call, refreshResponse)).expirationDate;
    },

    listFailedWebhooks(query = {}, callOptions) {
      const search = new URLSearchParams();
      if (query.after !== undefined) search.set('after', String(query.after));
      if (query.maxResults !== undefined) search.set('maxResults', String(query.maxResults));
      const path = `${webhookPath}/failed${search.size ? `?${search}` : ''}`;
      return transport.read({ method: 'GET', path, ...callOptions }, failedPage);
    },
  };
}

function readWebhook(json: unknown): ListedWebhook {
  const entry = webhook.safeParse(json);
  if (entry.success) return { ...entry.data, json };
  throw garbled(
    `A webhook in the list is not what Jira documents: ${excerpt(JSON.stringify(json))}`,
  );
}

function garbled(message: string): JiraError {
  return new JiraError({ kind: 'garbled', messages: [message] });
}
