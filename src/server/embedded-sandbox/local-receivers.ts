/** The only way of the sandbox's deliveries out of the process: to a port of this machine. */
import { request as httpRequest, type IncomingMessage } from 'node:http';

/**
 * Brings a request for an https host to the local port that is set for it, over plain HTTP, and with
 * the `Host` that was asked for, which the platform's `fetch` would replace. Nothing else is ever
 * connected to, and no redirect followed.
 */
export function sendToLocalPorts(receivers: ReadonlyMap<string, number>) {
  return async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const port = url.protocol === 'https:' ? receivers.get(url.host) : undefined;
    if (port === undefined) throw new TypeError(`No receiver is set for ${url.host}.`);
    const body = Buffer.from(await request.arrayBuffer());
    const answered = Promise.withResolvers<IncomingMessage>();
    httpRequest({
      host: '127.0.0.1',
      port,
      method: request.method,
      path: url.pathname + url.search,
      headers: {
        ...Object.fromEntries(request.headers),
        host: url.host,
        'content-length': body.byteLength,
      },
      signal: request.signal,
      // A connection of its own, closed with the answer.
      agent: false,
    })
      .on('response', answered.resolve)
      .on('error', answered.reject)
      .end(body);
    const answer = await answered.promise;
    // Only the status counts. The rest is read away, so that the connection can end.
    answer.on('error', () => undefined).resume();
    return new Response(null, { status: answer.statusCode ?? 502 });
  };
}
