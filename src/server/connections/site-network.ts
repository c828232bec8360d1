import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Connection } from './connection.ts';
import { openConnection, placeOf } from '../outbound/connect.ts';
import { checkedAddresses } from '../outbound/destination.ts';
import type { Network } from '../outbound/network.ts';
import { NotSent } from '../outbound/not-sent.ts';
import { NotUsable } from './not-usable.ts';
import { SiteAgent, type SiteRequest } from './site-agent.ts';

export interface SiteGuard {
  /** Hosts that may be private, and may be spoken to without TLS. */
  privateSites: ReadonlySet<string>;
  network: Network;
  /** How long a connection is kept that nothing goes over. */
  idleMs?: number;
}

export interface SiteNetwork {
  fetch: Connection['fetch'];
  /** Ends the connections that are kept. */
  close(): void;
}

interface Message {
  method: string;
  url: URL;
  headers: Headers;
  body: Buffer<ArrayBuffer>;
  signal: AbortSignal;
}

/**
 * Sends to a site whose address somebody typed: over https and to public addresses only, checked when
 * connecting and connected to as checked, so that a name that changes its meaning leads nowhere. A redirect
 * is not followed.
 *
 * A read may take a connection that an earlier answer left, and is sent once more on a new one where the site
 * has closed that in the meantime. A write takes a new one: it must not be sent twice, and a connection that
 * the site closes just then leaves open whether it was carried out.
 *
 * Not the platform's `fetch`: a site that closes its connection under a slow reader ends the process
 * (https://github.com/nodejs/undici/issues/5360).
 */
export function createSiteNetwork({
  privateSites,
  network,
  idleMs = 5000,
}: SiteGuard): SiteNetwork {
  const guard = {
    allowedHosts: privateSites,
    setting: 'PRIVATE_SITES',
    network: { ...network, resolve: oneLookupEach(network.resolve) },
  };
  const kept = new SiteAgent(idleMs);
  const single = new SiteAgent();

  const send = (message: Message, agent: SiteAgent) =>
    exchange(message, agent, async () => {
      const addresses = await checkedAddresses(message.url, guard);
      return openConnection(placeOf(message.url, addresses), network, message.signal);
    });

  return {
    async fetch(request) {
      const { method, headers, signal } = request;
      const body = Buffer.from(await request.arrayBuffer());
      const message = { method, url: new URL(request.url), headers, body, signal };
      if (method !== 'GET') return responseOf(await send(message, single));
      const answer = await send(message, kept).catch((cause: unknown) => {
        if (cause instanceof StaleConnection && !signal.aborted) return send(message, single);
        throw cause;
      });
      return responseOf(answer);
    },
    close: () => kept.destroy(),
  };
}

/**
 * Whoever asks for a name that is being looked up waits for that answer. All names share the few threads of
 * the platform, and one whose servers are silent must not take them all.
 */
function oneLookupEach(resolve: Network['resolve']): Network['resolve'] {
  const underWay = new Map<string, Promise<string[]>>();
  return (host) => {
    const known = underWay.get(host);
    if (known) return known;
    const asked = resolve(host).finally(() => underWay.delete(host));
    underWay.set(host, asked);
    return asked;
  };
}

/** It was kept from an earlier answer, and ended before there was one to this. */
class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

async function exchange(
  { method, url, headers, body, signal }: Message,
  agent: SiteAgent,
  open: SiteRequest['open'],
): Promise<IncomingMessage> {
  const options: SiteRequest = {
    agent,
    origin: url.origin,
    open,
    method,
    path: url.pathname + url.search,
    setHost: false,
    headers: {
      host: url.host,
      ...Object.fromEntries(headers),
      'accept-encoding': 'identity',
      ...(method === 'GET' ? {} : { 'content-length': body.byteLength }),
    },
  };
  const answered = Promise.withResolvers<IncomingMessage>();
  const call = httpRequest(options);
  const fail = (cause: Error) =>
    answered.reject(call.reusedSocket ? new StaleConnection('closed', { cause }) : cause);
  call.on('response', answered.resolve).on('error', fail);
  call.on('close', () => fail(new Error('The connection was closed.')));
  const giveUp = () => call.destroy(new Error('The time was over.'));
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  call.end(body);
  return answered.promise.catch(refuse);
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
