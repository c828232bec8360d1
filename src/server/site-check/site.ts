/** The calls of a check: each answer as it came, and what the headers of all of them told. */
import { JiraError } from '../../jira/errors.ts';
import { read, write } from '../../jira/registrations/patience.ts';
import { createTransport } from '../../jira/transport.ts';

export interface Answer {
  status: number;
  /** Undefined where the body is no JSON. */
  json: unknown;
  isEmpty: boolean;
  /** Jira's own sentences, where it refused. */
  messages: readonly string[];
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/rest/api/3/webhook`. */
  path?: string;
  body?: unknown;
  /** Statuses of refusals that are an answer, and no reason to stop. */
  accept?: readonly number[];
}

export interface Observed {
  /** How far the site's clock is from this machine's, of the latest answer; undefined without a `Date`. */
  skewMs: number | undefined;
  rateLimitHeaders: Set<string>;
  /** The `Retry-After` of each answer that asks to wait. */
  retryAfters: (string | null)[];
}

export interface SiteOptions {
  baseUrl: string;
  send: (url: string, init: RequestInit) => Promise<Response>;
  /** Aborted when the person stops it. */
  signal?: AbortSignal;
  onWait: (until: number) => void;
}

export type Site = ReturnType<typeof openSite>;

/** Rejects with a `JiraError` where an answer is none, and with the abort's reason once it is stopped. */
export function openSite({ baseUrl, send, signal, onWait }: SiteOptions) {
  const observed: Observed = { skewMs: undefined, rateLimitHeaders: new Set(), retryAfters: [] };
  let latest: { status: number; text: string } = { status: 0, text: '' };
  const transport = createTransport({
    baseUrl: `${baseUrl}/rest/api/3/webhook`,
    async fetch(url, init) {
      const response = await send(url, init);
      observe(observed, response);
      latest = { status: response.status, text: await response.clone().text() };
      return response;
    },
  });
  const patience = {
    ...(signal && { signal }),
    onWait: (until?: number) => until !== undefined && onWait(until),
  };

  async function attempt({ method, path = '', body, accept = [] }: Call): Promise<Answer> {
    let messages: readonly string[] = [];
    try {
      await transport.call({ method, path, ...(body === undefined ? {} : { body }) });
    } catch (error) {
      if (!(error instanceof JiraError) || !accept.includes(error.status ?? 0)) throw error;
      // The console's own word for who asks is not Jira's.
      if (error.kind === 'signed-out') throw error;
      messages = error.messages;
    }
    const { status, text } = latest;
    return { status, json: parseJson(text), isEmpty: text === '', messages };
  }

  return {
    observed,
    now: () => Date.now() + (observed.skewMs ?? 0),
    call(call: Call): Promise<Answer> {
      signal?.throwIfAborted();
      const go = () => attempt(call);
      return call.method === 'GET' ? read(go, patience) : write(go, patience);
    },
  };
}

function observe(observed: Observed, { status, headers }: Response): void {
  const date = Date.parse(headers.get('date') ?? '');
  observed.skewMs = Number.isNaN(date) ? undefined : date - Date.now();
  for (const name of headers.keys()) {
    if (/^(?:x-)?ratelimit-/.test(name)) observed.rateLimitHeaders.add(name);
  }
  if (status === 429) observed.retryAfters.push(headers.get('retry-after'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
