/**
 * The five webhook operations over `fetch`, in Jira's own wire format. The same client serves the
 * browser (through the proxy), the command line and the tests (straight to a Jira).
 */
import type * as z from 'zod/mini';
import { JiraError, kindOfStatus, retryAfterMs } from './errors.ts';
import {
  errorCollection,
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

export interface JiraClientOptions {
  /** Everything before `/rest/api/3/webhook`, without a trailing slash. */
  baseUrl: string;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Told the `Date` of each answer with the moments of asking and receiving (both `Date.now()`), so that a clock can be corrected. */
  onServerDate?: (serverTime: number, askedAt: number, receivedAt: number) => void;
}

/** A listed webhook with the JSON that Jira sent for it. */
export interface ListedWebhook extends Webhook {
  json: unknown;
}

export interface CallOptions {
  signal?: AbortSignal;
}

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

export function createJiraClient({
  baseUrl,
  fetch: send = (url, init) => fetch(url, init),
  onServerDate,
}: JiraClientOptions): JiraClient {
  async function call(
    method: string,
    path: string,
    options: CallOptions | undefined,
    body?: unknown,
  ): Promise<Response> {
    const askedAt = Date.now();
    let response: Response;
    try {
      response = await send(baseUrl + path, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options?.signal ? { signal: options.signal } : {}),
      });
    } catch (cause) {
      throw noAnswer(cause, options?.signal);
    }
    const receivedAt = Date.now();
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(serverTime)) onServerDate?.(serverTime, askedAt, receivedAt);

    const kind = kindOfStatus(response.status);
    if (kind === undefined) return response;
    const wait = retryAfterMs(
      response.headers.get('retry-after'),
      Number.isNaN(serverTime) ? receivedAt : serverTime,
    );
    const requestId = response.headers.get('x-request-id');
    throw new JiraError({
      kind,
      status: response.status,
      messages: messagesOf(await response.text().catch(() => '')),
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...(requestId === null ? {} : { requestId }),
    });
  }

  async function read<T>(
    response: Response,
    schema: z.ZodMiniType<T>,
    options: CallOptions | undefined,
  ): Promise<T> {
    let text: string;
    try {
      text = await response.text();
    } catch (cause) {
      throw noAnswer(cause, options?.signal, 'The answer broke off before its end.');
    }
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const place = issue?.path.length ? ` (at ${issue.path.join('.')})` : '';
    throw new JiraError({
      kind: 'garbled',
      status: response.status,
      messages: [`The answer is not what Jira documents${place}: ${excerpt(text)}`],
    });
  }

  async function listWebhooks(options?: CallOptions): Promise<ListedWebhook[]> {
    const listed = new Map<WebhookId, ListedWebhook>();
    let startAt = 0;
    for (let pages = 0; pages < mostPages; pages++) {
      const page = await read(
        await call('GET', `${webhookPath}?startAt=${startAt}&maxResults=${pageSize}`, options),
        webhookPage,
        options,
      );
      for (const json of page.values) {
        const entry = webhook.safeParse(json);
        if (!entry.success) {
          throw new JiraError({
            kind: 'garbled',
            messages: [
              `A webhook in the list is not what Jira documents: ${excerpt(JSON.stringify(json))}`,
            ],
          });
        }
        // A page may shift while it is read: an id seen again is the same webhook, read later.
        listed.set(entry.data.id, { ...entry.data, json });
      }
      startAt = (page.startAt ?? startAt) + page.values.length;
      const short = page.values.length < (page.maxResults ?? pageSize);
      if (page.values.length === 0 || (page.isLast ?? short)) return [...listed.values()];
    }
    throw new JiraError({
      kind: 'garbled',
      messages: [`The list of webhooks did not end after ${mostPages} pages.`],
    });
  }

  return {
    listWebhooks,

    async registerWebhooks(request, options) {
      const response = await call('POST', webhookPath, options, request);
      const { webhookRegistrationResult } = await read(response, registrationResponse, options);
      if (webhookRegistrationResult.length === request.webhooks.length) {
        return webhookRegistrationResult;
      }
      throw new JiraError({
        kind: 'garbled',
        status: response.status,
        messages: [
          `Jira gave ${webhookRegistrationResult.length} results for ${request.webhooks.length} webhooks.`,
        ],
      });
    },

    async deleteWebhooks(webhookIds, options) {
      const response = await call('DELETE', webhookPath, options, { webhookIds });
      await response.body?.cancel();
    },

    async refreshWebhooks(webhookIds, options) {
      const response = await call('PUT', `${webhookPath}/refresh`, options, { webhookIds });
      return (await read(response, refreshResponse, options)).expirationDate;
    },

    async listFailedWebhooks(query = {}, options) {
      const search = new URLSearchParams();
      if (query.after !== undefined) search.set('after', String(query.after));
      if (query.maxResults !== undefined) search.set('maxResults', String(query.maxResults));
      const suffix = search.size ? `?${search}` : '';
      return read(
        await call('GET', `${webhookPath}/failed${suffix}`, options),
        failedPage,
        options,
      );
    },
  };
}

function noAnswer(
  cause: unknown,
  signal: AbortSignal | undefined,
  message = 'The console could not be reached.',
): unknown {
  // The caller's own stop is not a failure of Jira's.
  if (signal?.aborted && signal.reason?.name !== 'TimeoutError') return cause;
  return cause instanceof Error && cause.name === 'TimeoutError'
    ? new JiraError({ kind: 'timeout', messages: ['No answer came in time.'] }, { cause })
    : new JiraError({ kind: 'unreachable', messages: [message] }, { cause });
}

/** The sentences of an error body, word for word: Jira's, then the gateway's, then plain text. */
export function messagesOf(body: string): string[] {
  const parsed = errorCollection.safeParse(parseJson(body));
  if (!parsed.success) return body.trim() === '' || /^\s*</.test(body) ? [] : [excerpt(body)];
  const { errorMessages = [], errors = {}, message } = parsed.data;
  const byField = Object.entries(errors).map(([field, text]) => `${field}: ${text}`);
  return [...errorMessages, ...byField, ...(message === undefined ? [] : [message])];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line || 'nothing';
}
