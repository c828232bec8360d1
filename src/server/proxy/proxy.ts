import { Hono, type Context } from 'hono';
import { seesMasked } from '../access/caller.ts';
import { maskFailedPage } from '../access/failed-page-masked.ts';
import type { AppEnvironment } from '../app-environment.ts';
import type { Connections } from '../connections/registry.ts';
import { errorAnswer } from '../http/error-answer.ts';
import type { Logger } from '../log.ts';
import { readRequestBody } from '../http/request-body.ts';
import { forward } from './upstream.ts';

export interface ProxyOptions {
  connections: Connections;
  upstreamTimeoutMs: number;
  logger: Logger;
}

const webhookPath = '/rest/api/3/webhook';
const failedPath = `${webhookPath}/failed`;
/** The five operations. Nothing else is forwarded, so the path upstream is never made of a client's. */
const operations: [path: string, methods: string[]][] = [
  [webhookPath, ['GET', 'POST', 'DELETE']],
  [failedPath, ['GET']],
  [`${webhookPath}/refresh`, ['PUT']],
];

/** `/{id}/rest/api/3/webhook…`: the five operations as one connection, in Jira's own wire format. */
export function proxy({ connections, upstreamTimeoutMs, logger }: ProxyOptions) {
  const app = new Hono<AppEnvironment>();
  for (const [path, methods] of operations) {
    app.all(`/:id${path}`, async (context) => {
      const connection = await connections.find(context.req.param('id'));
      if (!connection) return unknownConnection(context);
      context.set('connectionId', connection.id);
      if (!methods.includes(context.req.method)) {
        return errorAnswer(
          context,
          405,
          `Only ${methods.join(', ')} can be sent to this address.`,
          {
            allow: methods.join(', '),
          },
        );
      }
      if (context.req.method === 'GET') {
        const answer = await forward({
          context,
          connection,
          path,
          timeoutMs: upstreamTimeoutMs,
          logger,
        });
        const isMasked = path === failedPath && seesMasked(context);
        return isMasked ? maskFailedPage(context, answer) : answer;
      }
      const body = await readRequestBody(context);
      if (body instanceof Response) return body;
      return forward({ context, connection, path, body, timeoutMs: upstreamTimeoutMs, logger });
    });
  }
  return app;
}

export function unknownConnection(context: Context): Response {
  return errorAnswer(
    context,
    404,
    'The console has no connection of this id: GET /api/connections lists those it has.',
  );
}
