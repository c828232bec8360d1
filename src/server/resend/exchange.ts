import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Incoming } from './answer.ts';

export interface Message {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: Buffer<ArrayBuffer>;
}

/**
 * One request over a connection that is there, and its answer, whatever it is: a redirect is not followed.
 * With a connection of its own it has no agent, so no proxy of the environment and no keep-alive either.
 */
export async function exchange(
  { url, headers, body }: Message,
  socket: Socket,
  signal: AbortSignal,
): Promise<Incoming> {
  const answered = Promise.withResolvers<IncomingMessage>();
  const request = httpRequest({
    createConnection: () => socket,
    method: 'POST',
    path: url.pathname + url.search,
    setHost: false,
    headers: {
      host: url.host,
      ...headers,
      'content-length': body.byteLength,
      'accept-encoding': 'identity',
      connection: 'close',
    },
  });
  request.on('response', answered.resolve).on('error', answered.reject);
  // Without an error, where it answers with a protocol that was not asked for.
  request.on('close', () => answered.reject(new Error('The connection was closed.')));
  const giveUp = () => request.destroy(new Error('The time was over.'));
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  request.end(body);
  const message = await answered.promise;
  return { status: message.statusCode ?? 0, headers: pairs(message.rawHeaders), chunks: message };
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
  );
}
