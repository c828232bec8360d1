import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from '../app-environment.ts';
import { errorAnswer } from '../http/error-answer.ts';
import { isLoopback } from '../http/security.ts';

/** Asked by what watches over the console, which calls it by its bare address. */
const watched = new Set(['/healthz', '/readyz', '/metrics']);

/** Another name is a mistake at the proxy, or an attack through one (`Host` ends up in links and caches). */
export const onlyPublicName = (publicUrl: URL) =>
  createMiddleware<AppEnvironment>(async (context, next) => {
    const { host, hostname } = new URL(context.req.url);
    if (publicUrl.host === host || isLoopback(hostname) || watched.has(context.req.path)) {
      return next();
    }
    return errorAnswer(
      context,
      421,
      'The console does not answer to this name: open it at its PUBLIC_URL.',
    );
  });
