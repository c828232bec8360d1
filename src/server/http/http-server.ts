import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { ErrorCollection } from '../../jira/wire.ts';
import { securityHeaders } from './security.ts';
import { StartError } from '../start-error.ts';

/** A client that is slow to say what it wants must not hold a connection for ever. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
};

/** How long a stop waits for requests in flight before it cuts them. */
const patienceMs = 8000;

export interface HttpServer {
  port: number;
  /** Takes no more connections, lets what is in flight finish, and cuts what takes too long. */
  stop(): Promise<void>;
}

interface ListenOptions {
  host: string;
  port: number;
  /** Where it is less patient than it should be: tests have no time. */
  timeouts?: Partial<typeof patience>;
}

export async function listen(
  fetch: Parameters<typeof getRequestListener>[0],
  { host, port, timeouts = {} }: ListenOptions,
): Promise<HttpServer> {
  const answer = getRequestListener(fetch, {
    overrideGlobalObjects: false,
    errorHandler: refuseRequest,
  });
  const server = createServer(
    {
      ...patience,
      ...timeouts,
      // Missing, it is refused below, with the headers of every answer.
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      if (!isAmbiguous(incoming)) return void answer(incoming, outgoing);
      const { status, headers, body } = refusal(400);
      outgoing.writeHead(status, { ...headers, Connection: 'close' }).end(body);
    },
  );
  answerWhatIsNotHttp(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenError(cause, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return { port: actualPort, stop: () => stop(server) };
}

/** What Node's parser lets through, and another reader of the same bytes might take for something else. */
function isAmbiguous({ headersDistinct, httpVersion }: IncomingMessage): boolean {
  // Whose name counts would be anybody's guess (RFC 9112, 3.2).
  if (headersDistinct['host']?.length !== 1) return true;
  // Version 1.0 knows no chunks: where its body ends is not agreed upon (RFC 9112, 6.1).
  return httpVersion !== '1.1' && headersDistinct['transfer-encoding'] !== undefined;
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): StartError {
  switch (cause.code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} on ${host} is taken: stop what uses it, or set PORT to another one (0 for any free one).`,
      );
    case 'EACCES':
      return new StartError(`Port ${port} may not be used by this user: set PORT to another one.`);
    default:
      return new StartError(`HOST ${host} can’t be listened on (${cause.code ?? cause.name}).`);
  }
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A kept-alive connection becomes idle only once its answer is out.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const limit = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}

/** An answer to what never becomes a request of the app, with the headers of every other. */
function refusal(status: number) {
  const errorMessages = [STATUS_CODES[status] ?? 'Error'];
  const body = JSON.stringify({ errorMessages, errors: {} } satisfies ErrorCollection);
  const headers = {
    ...securityHeaders(true),
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
  };
  return { status, headers, body };
}

/** Node's adapter can't make a request of it: a `Host` that is none, for example. */
function refuseRequest(error: unknown): Response {
  const { body, ...init } = refusal(error instanceof RequestError ? 400 : 500);
  return new Response(body, init);
}

const parserStatuses: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What Node's parser refuses never reaches the app; its answer is written here, with the same headers. */
function answerWhatIsNotHttp(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, outgoing) => {
    answers.set(socket, outgoing);
    outgoing.once('close', () => answers.delete(socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of another answer these lines would be read as a part of it.
    if (error.code === 'ECONNRESET' || !socket.writable || answers.get(socket)?.headersSent) {
      socket.destroy();
      return;
    }
    const { status, headers, body } = refusal(parserStatuses[error.code ?? ''] ?? 400);
    const lines = Object.entries({ ...headers, Connection: 'close' }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '\r\n'].join('\r\n');
    socket.end(head + body, () => socket.destroy());
  });
}
