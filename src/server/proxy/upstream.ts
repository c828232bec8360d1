import type { Context } from 'hono';
import { notUsableHeader } from '../../jira/connection.ts';
import type { AppEnvironment } from '../app-environment.ts';
import type { Connection } from '../connections/connection.ts';
import { callSite } from '../connections/call-site.ts';
import { NotUsable } from '../connections/not-usable.ts';
import { isTimeout, startDeadline, type Deadline } from './deadline.ts';
import { errorAnswer } from '../http/error-answer.ts';
import { hangUpMidway } from '../http/hang-up.ts';
import { namesOf, type Logger } from '../log.ts';
import { relay } from './relay.ts';

export interface Forwarding {
  context: Context<AppEnvironment>;
  connection: Connection;
  /** Below the connection's base URL. */
  path: string;
  body?: Uint8Array<ArrayBuffer>;
  timeoutMs: number;
  logger: Logger;
}

/**
 * How long an answer may get on its way. A few hundred compressed bytes can become gigabytes; a hundred
 * failed deliveries of 25 MB each can too, and are to be asked for in smaller pages.
 */
export const mostAnswerBytes = 128 * 1024 * 1024;

const requestHeaders = ['accept', 'content-type'];
/** `date` is Jira's clock, by which its dates are to be read. The last three are Atlassian's names of a request. */
const answerHeaders =
  /^(?:content-type|retry-after|date|(?:x-)?ratelimit-.*|atl-traceid|atl-request-id|x-arequestid)$/;

/**
 * Sends one call on, once: whether to repeat it is for whoever asked to decide. The time allowed covers
 * the whole answer. A client that hangs up ends a read; a write goes on, since Jira may be at it already.
 */
export async function forward(forwarding: Forwarding): Promise<Response> {
  const { context, timeoutMs } = forwarding;
  const isRead = context.req.method === 'GET';
  const deadline = startDeadline(timeoutMs, isRead ? context.req.raw.signal : undefined);
  try {
    const answer = await deadline.within(send(forwarding, deadline));
    if (isPassable(answer.status)) return await passOn(forwarding, answer, deadline);
    deadline.end();
    answer.body?.cancel().catch(() => {});
    return refuse(
      forwarding,
      502,
      `answered with the status ${answer.status}, which is not followed`,
    );
  } catch (cause) {
    deadline.end();
    return explain(forwarding, cause, deadline.signal);
  }
}

async function send(
  { context, connection, path, body }: Forwarding,
  deadline: Deadline,
): Promise<Response> {
  const { method, url } = context.req;
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const headers: Record<string, string> = {};
  for (const name of requestHeaders) {
    const value = context.req.header(name);
    if (value !== undefined) headers[name] = value;
  }
  const { signal, hold } = deadline;
  return callSite(connection, {
    method,
    path,
    search,
    headers,
    signal,
    hold,
    ...(body ? { body } : {}),
  });
}

/** A redirect would carry the credentials elsewhere; a status out of range can't be passed on. */
function isPassable(status: number): boolean {
  return status >= 200 && status <= 599 && !(status >= 300 && status < 400);
}

/**
 * A browser that reads 408 sends the request again by itself, a POST too, once for each connection it has
 * kept (RFC 9110, 15.5.9 lets it). A write is never repeated blindly: a page is told 504 instead, and looks
 * at the list. Programs, which send no `Sec-Fetch-*`, get what Jira said.
 */
function statusFor({ req }: Forwarding['context'], status: number): number {
  const isBrowser = req.header('sec-fetch-site') !== undefined;
  return status === 408 && isBrowser && req.method !== 'GET' ? 504 : status;
}

/** The first chunk is awaited, so that an answer that breaks before it can still be told as such. */
async function passOn(
  { context, connection, logger }: Forwarding,
  answer: Response,
  deadline: Deadline,
): Promise<Response> {
  const headers = new Headers([...answer.headers].filter(([name]) => answerHeaders.test(name)));
  const status = statusFor(context, answer.status);
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = answer.body?.getReader();
  const first = await (reader && deadline.within(reader.read()));
  if (!reader || first?.value === undefined) {
    deadline.end();
    if (answer.body) headers.set('content-length', '0');
    return new Response(null, { status, headers });
  }
  const body = relay(reader, {
    taken: [first.value],
    signal: deadline.signal,
    most: mostAnswerBytes,
    onEnd: deadline.end,
    onBreak(cause) {
      deadline.end();
      const requestId = context.get('requestId');
      logger.warn({ requestId, connection: connection.id, cause: namesOf(cause) }, 'answer cut');
      return hangUpMidway(context);
    },
  });
  return new Response(body, { status, headers });
}

function explain(forwarding: Forwarding, cause: unknown, signal: AbortSignal): Response {
  const { context, connection, logger, timeoutMs } = forwarding;
  if (signal.aborted && !isTimeout(signal)) {
    // Nobody is there to read it; the log keeps nginx's number for a client that closed the request.
    return new Response(null, { status: 499 });
  }
  const requestId = context.get('requestId');
  if (cause instanceof NotUsable) {
    const headers = cause.isState ? { [notUsableHeader]: '1' } : {};
    return errorAnswer(context, cause.status, cause.message, headers);
  }
  logger.warn({ requestId, connection: connection.id, cause: namesOf(cause) }, 'no answer');
  return signal.aborted
    ? refuse(forwarding, 504, `did not answer within ${timeoutMs / 1000} seconds`)
    : refuse(forwarding, 502, 'could not be reached, or broke off its answer');
}

function refuse({ context, connection }: Forwarding, status: 502 | 504, what: string): Response {
  const advice =
    context.req.method === 'GET'
      ? 'Try again in a moment.'
      : 'Nobody can say whether the request was carried out: read the list again before you repeat it.';
  return errorAnswer(
    context,
    status,
    `${connection.name} (${connection.siteUrl}) ${what}. ${advice}`,
  );
}
