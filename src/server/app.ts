import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { openAccess, type Access } from './access/access.ts';
import { visibleTo } from './access/caller.ts';
import { guard, ownConnectionOnly } from './access/guard.ts';
import { signInFirst } from './access/page-gate.ts';
import { onlyPublicName } from './access/public-name.ts';
import type { AppEnvironment } from './app-environment.ts';
import type { ArchiveOptions } from './archive/archive-options.ts';
import { archiveRoutes } from './archive/routes.ts';
import { summarize } from './connections/connection.ts';
import { choiceRoutes } from './connections/oauth/choice-routes.ts';
import { leadBack } from './connections/oauth/consent-problem.ts';
import { finishOauth } from './connections/oauth/routes.ts';
import { startOauth } from './connections/oauth/start.ts';
import { connectionRoutes, type ConnectionRoutesOptions } from './connections/routes.ts';
import { errorAnswer } from './http/error-answer.ts';
import { describeError } from './log.ts';
import { countRequests } from './operations/count-requests.ts';
import { operationsRoutes, type OperationsOptions } from './operations/routes.ts';
import { proxy, type ProxyOptions } from './proxy/proxy.ts';
import { requestRecord } from './http/request-record.ts';
import { resendRoutes, type ResendRoutesOptions } from './resend/routes.ts';
import { sandboxDoor } from './embedded-sandbox/sandbox-door.ts';
import { onlyLoopbackNames, sameOriginOnly, secureAnswers } from './http/security.ts';
import { serveScreen, type Screen } from './http/static.ts';
import { storeFailure } from './store/store-failure.ts';

export interface AppOptions extends ProxyOptions {
  /** Whether nobody but this machine is meant to reach it. */
  loopbackOnly: boolean;
  /** Left out, whoever reaches it may do everything. */
  access?: Access | undefined;
  sandbox?: Sandbox | undefined;
  archive?: ArchiveOptions | undefined;
  resend?: ResendRoutesOptions | undefined;
  operations?: OperationsOptions | undefined;
  /** Where connections can be added and changed. */
  connecting?: ConnectionRoutesOptions | undefined;
  screen: Screen;
}

const sandboxDoors = ['rest', 'ex', 'auth', 'api', 'control'].map((door) => `/sandbox/${door}/*`);

/** The whole console as one web-standard handler, from plain parts. */
export function createApp(options: AppOptions) {
  const {
    connections,
    loopbackOnly,
    sandbox,
    archive,
    resend,
    connecting,
    operations,
    screen,
    logger,
  } = options;
  const { access = openAccess } = options;
  const { publicUrl } = access;
  const publicOrigin = publicUrl?.origin;
  const app = new Hono<AppEnvironment>();
  app.use(requestRecord(logger), secureAnswers);
  if (operations) app.use(countRequests(operations.metrics));
  if (loopbackOnly) app.use(onlyLoopbackNames);
  if (publicUrl) app.use(onlyPublicName(publicUrl));
  if (connecting) app.get('/api/oauth/start', leadBack).get('/api/oauth/callback', leadBack);
  // Before every route: what is registered above it, it can't keep anybody from.
  app.use(guard(access.identify, access.kind));
  app.use('/api/connections/:id/*', ownConnectionOnly);
  // Before what refuses other sites: the browser comes back from Atlassian's.
  if (connecting) app.route('/api/oauth/callback', finishOauth(connecting, publicOrigin));
  const ours = ['/api/*', '/sandbox/control/*', '/sandbox/auth/consent', '/access/sign-out'];
  for (const path of ours) app.use(path, sameOriginOnly(publicOrigin));
  if (connecting) {
    app.route('/api/oauth/start', startOauth(connecting, publicOrigin));
    app.route('/api/oauth', choiceRoutes(connecting, publicOrigin));
  }

  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  if (operations) app.route('/', operationsRoutes(connections, loopbackOnly, operations));
  // Thousands of connections are half a megabyte, nine tenths of it the same words.
  app.get('/api/connections', compress(), async (context) =>
    context.json(visibleTo(context, await connections.listNow()).map(summarize)),
  );
  app.route(
    '/',
    access.routes(async (id) => (await connections.find(id)) !== undefined),
  );
  app.route('/api/connections', proxy(options));
  if (connecting) app.route('/api/connections', connectionRoutes(connecting));
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
