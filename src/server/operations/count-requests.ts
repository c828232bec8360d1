import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppEnvironment } from '../app-environment.ts';
import type { Metrics } from './metrics.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Counts requests by the pattern that took them, never by the address: whoever asks must not be able to
 * make up ever more series. A method is anybody's choice too.
 */
export const countRequests = ({ requests }: Metrics) =>
  createMiddleware<AppEnvironment>(async (context, next) => {
    await next();
    const { method } = context.req;
    requests.inc({
      method: methods.has(method) ? method : 'other',
      route: routePath(context),
      status: String(context.res.status),
    });
  });
