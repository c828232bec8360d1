import { request as httpRequest, type IncomingMessage } from 'node:http';
import { openConnection, placeOf } from '../resend/connect.ts';
import { checkedAddresses } from '../resend/destination.ts';
import type { Network } from '../resend/network.ts';
import { NotSent } from '../resend/not-sent.ts';
import { NotUsable } from './not-usable.ts';

export interface SiteGuard {
  /** Hosts that may be private, and may be spoken to without TLS. */
  privateSites: ReadonlySet<string>;
  network: Network;
}

/**
 * Sends to a site whose address somebody typed: over https and to public addresses only, checked when
 * connecting and connected to as checked, so that a name that changes its meaning leads nowhere. A redirect
 * is not followed.
 */
export function createSiteFetch({ privateSites, network }: SiteGuard) {
  const guard = { allowedHosts: privateSites, setting: 'PRIVATE_SITES', network };
  return async (request: Request): Promise<Response> => {
    const { signal } = request;
    const url = new URL(request.url);
    const body = Buffer.from(await request.arrayBuffer());
    const addresses = await checkedAddresses(url, guard).catch(refuse);
    const socket = await openConnection(placeOf(url, addresses), network, signal).catch(refuse);
    const answered = Promise.withResolvers<IncomingMessage>();
    const call = httpRequest({
      createConnection: () => socket,
      method: request.method,
      path: url.pathname + url.search,
      setHost: false,
      headers: {
        host: url.host,
        ...Object.fromEntries(request.headers),
        'accept-encoding': 'identity',
        ...(request.method === 'GET' ? {} : { 'content-length': body.byteLength }),
        connection: 'close',
      },
    });
    call.on('response', answered.resolve).on('error', answered.reject);
    call.on('close', () => answered.reject(new Error('The connection was closed.')));
    const giveUp = () => call.destroy(new Error('The time was over.'));
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    call.end(body);
    return responseOf(await answered.promise);
  };
}

function refuse(cause: unknown): never {
  if (!(cause instanceof NotSent)) throw cause;
  throw new NotUsable(502, cause.message, { cause });
}

/** A status that a `Response` can't have is passed on as none of Jira's. */
function responseOf(message: IncomingMessage): Response {
  const { statusCode = 0, headersDistinct } = message;
  const encoding = message.headers['content-encoding'] ?? 'identity';
  if (statusCode < 200 || statusCode > 599 || encoding !== 'identity') {
    message.destroy();
    throw new Error('The answer has a status or an encoding that was not asked for.');
  }
  const headers = new Headers(
    Object.entries(headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  );
  const hasBody = ![204, 205, 304].includes(statusCode);
  if (!hasBody) message.resume();
  return new Response(hasBody ? streamOf(message) : null, { status: statusCode, headers });
}

/** By hand: what the platform makes of a Node stream ends the process where its reader goes away. */
function streamOf(message: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = message[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await chunks.next();
        if (chunk.done) controller.close();
        else controller.enqueue(new Uint8Array(chunk.value));
      },
      cancel: () => void message.destroy(),
    },
    { highWaterMark: 0 },
  );
}
