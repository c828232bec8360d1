import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { actorOf } from '../access/caller.ts';
import type { AppEnvironment } from '../app-environment.ts';
import type { Logger } from '../log.ts';

/**
 * Names each request, and logs it once it is answered. Of the address only the path is written: a query
 * may hold what a person typed. The id is ours, never the client's: it has to be unique in the log.
 */
export const requestRecord = (logger: Logger) =>
  createMiddleware<AppEnvironment>(async (context, next) => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    context.set('requestId', requestId);
    await next();
    context.res.headers.set('x-request-id', requestId);
    const caller = context.get('caller');
    logger.info(
      {
        requestId,
        method: context.req.method,
        path: new URL(context.req.url).pathname.slice(0, 300),
        status: context.res.status,
        ms: Math.round(performance.now() - startedAt),
        connection: context.get('connectionId'),
        by: caller && actorOf(caller),
      },
      'request',
    );
  });
