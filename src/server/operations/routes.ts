import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { Kysely } from 'kysely';
import type { Clock } from '../../sandbox/clock.ts';
import { hasProvenItself } from '../access/caller.ts';
import type { AppEnvironment } from '../app-environment.ts';
import type { Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/registry.ts';
import { errorAnswer } from '../http/error-answer.ts';
import type { Tables } from '../store/tables.ts';
import type { KeyRing } from '../connections/key-ring.ts';
import { measureArchive } from './archive-figures.ts';
import { measureConnections, measureTokens } from './connection-states.ts';
import { measureProcess, type Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';
import type { WebhookCensus } from './webhook-census.ts';

export interface OperationsOptions {
  metrics: Metrics;
  census: WebhookCensus;
  readiness: Readiness;
  database: Kysely<Tables>;
  /** What stored tokens are read with; absent where there are none. */
  keys?: KeyRing;
  clock: Clock;
  /** What a program must show to read the metrics; without it, only this machine may. */
  metricsToken: string | undefined;
}

/** `/readyz` and `/metrics`, for whatever watches over the console. */
export function operationsRoutes(
  connections: Connections,
  loopbackOnly: boolean,
  options: OperationsOptions,
) {
  const { metrics, census, readiness, metricsToken } = options;
  census.follow(connections);
  const app = new Hono<AppEnvironment>();
  app.get('/readyz', async (context) => {
    const problem = await readiness.check();
    return problem === undefined
      ? context.json({ status: 'ready' })
      : errorAnswer(context, 503, problem);
  });
  let processorTime = 0;
  app.get('/metrics', async (context) => {
    const refused = hasProvenItself(context)
      ? undefined
      : refuse(context, metricsToken, loopbackOnly);
    if (refused) return refused;
    processorTime = measureProcess(metrics, processorTime);
    await measure(connections.list(), options);
    return context.body(await metrics.registry.metrics(), 200, {
      'content-type': metrics.registry.contentType,
    });
  });
  return app;
}

/** A store that fails is told as such, and takes nothing else away. */
async function measure(
  connections: readonly Connection[],
  { metrics, census, readiness, database, keys, clock }: OperationsOptions,
): Promise<void> {
  census.measure(connections, metrics);
  measureConnections(connections, metrics);
  for (const gauge of fromStore(metrics)) gauge.reset();
  let isUp = (await readiness.check()) === undefined;
  if (isUp) {
    const measured = Promise.all([
      measureArchive(database, connections, clock, metrics),
      keys && measureTokens(database, keys, metrics),
    ]);
    isUp = await measured.then(
      () => true,
      () => false,
    );
  }
  metrics.storeUp.set({}, Number(isUp));
}

const fromStore = ({ archived, pollLag, accessTokens, nextTokenEnd }: Metrics) => [
  archived,
  pollLag,
  accessTokens,
  nextTokenEnd,
];

function refuse(
  context: Context,
  token: string | undefined,
  loopbackOnly: boolean,
): Response | undefined {
  if (token === undefined) {
    if (loopbackOnly) return undefined;
    return errorAnswer(context, 403, 'The metrics can be read once METRICS_TOKEN is set.');
  }
  const shown = context.req.header('authorization') ?? '';
  if (isSame(shown, `Bearer ${token}`)) return undefined;
  return errorAnswer(
    context,
    401,
    'Send “Authorization: Bearer …” with the token of METRICS_TOKEN.',
    { 'www-authenticate': 'Bearer' },
  );
}

/** In the same time wherever they differ, and however long they are. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
