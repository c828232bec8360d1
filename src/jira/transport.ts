import type * as z from 'zod/mini';
import { signInHeader } from './access.ts';
import { notUsableHeader } from './connection.ts';
import { JiraError, kindOfStatus, retryAfterMs } from './errors.ts';
import { errorCollection } from './wire.ts';

export interface TransportOptions {
  /** What every path is put behind, without a trailing slash. */
  baseUrl: string;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /**
   * Told the `Date` of each answer with the moments of asking and receiving (both `Date.now()`), so that
   * a clock can be corrected.
   */
  onServerDate?: (serverTime: number, askedAt: number, receivedAt: number) => void;
}

export interface CallOptions {
  signal?: AbortSignal;
}

interface Call extends CallOptions {
  method: string;
  path: string;
  body?: unknown;
}

/** JSON over HTTP, where everything that is not a good answer is a {@link JiraError}. */
export interface Transport {
  /** Resolves with any 2xx. Rejects with the abort's own reason where the caller stopped it. */
  call(call: Call): Promise<Response>;
  /** The answer, parsed: one that `schema` refuses is an error of kind `garbled`. */
  read<T>(call: Call, schema: z.ZodMiniType<T>): Promise<T>;
}

/** Longer than the console's own patience with Jira, so that its word for a silence comes first. */
const patienceMs = 60_000;

export function createTransport({
  baseUrl,
  fetch: send = (url, init) => fetch(url, init),
  onServerDate,
}: TransportOptions): Transport {
  async function call({ method, path, body, signal }: Call): Promise<Response> {
    const patience = AbortSignal.timeout(patienceMs);
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
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      });
    } catch (cause) {
      throw noAnswer(cause, signal, 'The console could not be reached.');
    }
    const receivedAt = Date.now();
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(serverTime)) onServerDate?.(serverTime, askedAt, receivedAt);
    if (kindOfStatus(response.status) === undefined) return response;
    throw await errorOf(response, Number.isNaN(serverTime) ? receivedAt : serverTime);
  }

  return {
    call,
    async read(asked, schema) {
      const response = await call(asked);
      let text: string;
      try {
        text = await response.text();
      } catch (cause) {
        if (asked.signal?.aborted) throw cause;
        const messages = ['The answer broke off before its end.'];
        throw new JiraError({ kind: 'broken-off', status: response.status, messages }, { cause });
      }
      const parsed = schema.safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      const path = parsed.error.issues[0]?.path.join('.');
      throw new JiraError({
        kind: 'garbled',
        status: response.status,
        messages: [
          `The answer is not what Jira documents${path ? ` (at ${path})` : ''}: ${excerpt(text)}`,
        ],
      });
    },
  };
}

/** `now` is the server's own time, which a `Retry-After` that is a date refers to. */
async function errorOf(response: Response, now: number): Promise<JiraError> {
  const wait = retryAfterMs(response.headers.get('retry-after'), now);
  const requestId = response.headers.get('x-request-id');
  return new JiraError({
    kind: response.headers.has(signInHeader)
      ? 'signed-out'
      : response.headers.has(notUsableHeader)
        ? 'not-usable'
        : (kindOfStatus(response.status) ?? 'garbled'),
    status: response.status,
    messages: messagesOf(await response.text().catch(() => '')),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(requestId === null ? {} : { requestId }),
  });
}

function noAnswer(cause: unknown, signal: AbortSignal | undefined, message: string): unknown {
  // The caller's own stop is not a failure of Jira's.
  if (signal?.aborted) return cause;
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

/** Enough of a text to recognise it by, on one line. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line || 'nothing';
}
