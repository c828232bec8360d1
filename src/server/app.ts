import { Hono } from 'hono';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { openAccess, type Access } from './access/access.ts';
import { visibleTo } from './access/caller.ts';
import { guard, ownConnectionOnly } from './access/guard.ts';
import { signInFirst } from './access/page-gate.ts';
import { onlyPublicName } from './access/public-name.ts';
import type { AppEnvironment } from './app-environment.ts';
import type { ArchiveOptions } from './archive/archive-options.ts';
import { archiveRoutes } from './archive/routes.ts';
import { summarize } from './connections.ts';
import { errorAnswer } from './error-answer.ts';
import { describeError } from './log.ts';
import { proxy, type ProxyOptions } from './proxy.ts';
import { requestRecord } from './request-record.ts';
import { resendRoutes, type ResendRoutesOptions } from './resend/routes.ts';
import { sandboxDoor } from './sandbox-door.ts';
import { onlyLoopbackNames, sameOriginOnly, secureAnswers } from './security.ts';
import { serveScreen, type Screen } from './static.ts';
import { storeFailure } from './store/store-failure.ts';

export interface AppOptions extends ProxyOptions {
  /** Whether nobody but this machine is meant to reach it. */
  loopbackOnly: boolean;
  /** Left out, whoever reaches it may do everything. */
  access?: Access | undefined;
  sandbox?: Sandbox | undefined;
  archive?: ArchiveOptions | undefined;
  resend?: ResendRoutesOptions | undefined;
  screen: Screen;
}

const sandboxDoors = ['/sandbox/rest/*', '/sandbox/ex/*', '/sandbox/control/*'];

/** The whole console as one web-standard handler, from plain parts. */
export function createApp(options: AppOptions) {
  const { connections, loopbackOnly, sandbox, archive, resend, screen, logger } = options;
  const { access = openAccess } = options;
  const { publicUrl } = access;
  const app = new Hono<AppEnvironment>();
  app.use(requestRecord(logger), secureAnswers);
  if (loopbackOnly) app.use(onlyLoopbackNames);
  if (publicUrl) app.use(onlyPublicName(publicUrl));
  // Before every route: what is registered above it, it can't keep anybody from.
  app.use(guard(access.identify, access.kind));
  app.use('/api/connections/:id/*', ownConnectionOnly);
  for (const path of ['/api/*', '/sandbox/control/*', '/access/sign-out']) {
    app.use(path, sameOriginOnly(publicUrl?.origin));
  }

  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/api/connections', (context) =>
    context.json(visibleTo(context, connections).map(summarize)),
  );
  app.route(
    '/',
    access.routes((id) => connections.some((known) => known.id === id)),
  );
  app.route('/api/connections', proxy(options));
  if (archive) app.route('/api/connections', archiveRoutes(connections, archive));
  if (resend) app.route('/api/connections', resendRoutes(connections, resend));
  // Not all of `/sandbox/*`: the screens of the connection called `sandbox` stand there too.
  for (const door of sandboxDoors) {
    app.all(door, sandbox ? sandboxDoor(sandbox) : (context) => context.notFound());
  }
  app.all('/api/*', (context) => context.notFound());
  app.use(signInFirst(access.identify, access.kind), serveScreen(screen));

  app.notFound((context) => errorAnswer(context, 404, 'There is nothing at this address.'));
  app.onError((error, context) => {
    const requestId = context.get('requestId');
    const reason = storeFailure(error);
    if (reason !== undefined) {
      logger.error({ requestId, ...describeError(error) }, 'store failed');
      return errorAnswer(context, 503, reason);
    }
    logger.error({ requestId, ...describeError(error) }, 'request failed');
    return errorAnswer(
      context,
      500,
      `The console made a mistake. Its log tells more under the request id ${requestId}.`,
    );
  });
  return app;
}
