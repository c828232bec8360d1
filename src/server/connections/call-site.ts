import type { Connection } from './connection.ts';
import { NotUsable } from './not-usable.ts';

export interface SiteCall {
  method: string;
  /** Below the connection's base URL. */
  path: string;
  /** With its question mark, or empty. */
  search: string;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer>;
  signal: AbortSignal;
  /** Keeps the request where its signal reaches it: see `deadline.ts`. */
  hold: (request: Request) => Request;
}

/** The part of the gateway's 401 for a missing scope: other tokens of the same consent have no more (FACTS). */
const scopeText = 'scope does not match';
/** An error is short, and held whole. */
const mostErrorBytes = 64 * 1024;

/**
 * One call to a site, with the connection's credentials. A 401 comes from the gateway in front of Jira, and
 * nothing was carried out: where other credentials can be had, it is made once more, a write too.
 */
export async function callSite(connection: Connection, call: SiteCall): Promise<Response> {
  if (connection.isPaused) {
    throw new NotUsable(409, `${connection.name} is paused. Resume it, then try again.`, {
      isState: true,
    });
  }
  const first = await send(connection, call);
  if (first.answer.status !== 401 || !connection.renew) return first.answer;
  const text = await shortText(first.answer);
  const told = new Response(text, first.answer);
  if (text.includes(scopeText) || !(await connection.renew(first.authorization))) return told;
  return (await send(connection, call)).answer;
}

async function send(connection: Connection, call: SiteCall) {
  const { method, path, search, headers, body, signal, hold } = call;
  const query = new URLSearchParams(search);
  const authorization = await connection.authorize({ method, path, query });
  const request = new Request(connection.baseUrl + path + search, {
    method,
    headers: { 'user-agent': 'jira-webhook-console', ...headers, authorization },
    redirect: 'manual',
    signal,
    ...(body?.byteLength ? { body } : {}),
  });
  return { authorization, answer: await connection.fetch(hold(request)) };
}

async function shortText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > mostErrorBytes) break;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
