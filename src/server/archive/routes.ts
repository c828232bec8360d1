import { Hono, type Context } from 'hono';
import type * as z from 'zod/mini';
import { seesMasked } from '../access/caller.ts';
import type { AppEnvironment } from '../app-environment.ts';
import type { Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/registry.ts';
import { errorAnswer } from '../http/error-answer.ts';
import { unknownConnection } from '../proxy/proxy.ts';
import type { ArchiveOptions } from './archive-options.ts';
import { findBody } from './bodies.ts';
import { bodyQuery, exportFailures, exportQuery } from './export.ts';
import { storableText } from './facts.ts';
import { listQuery } from './failure-query.ts';
import { groupFailures, groupsQuery } from './groups.ts';
import { handInFailures } from './hand-in-route.ts';
import { histogramQuery, readHistogram } from './histogram.ts';
import { listFailures } from './listing.ts';
import { maskBody } from './mask-body.ts';
import { readAtOnce } from './read-at-once.ts';
import { readSparklines, sparklinesQuery } from './sparklines.ts';
import { latestArrival, readStatus } from './status.ts';

type Handler = (
  context: Context<AppEnvironment>,
  connection: Connection,
) => Response | Promise<Response>;

/** `/{id}/failures…`: the archive of failed deliveries. */
export function archiveRoutes(connections: Connections, options: ArchiveOptions) {
  const { database, clock } = options;
  const app = new Hono<AppEnvironment>();

  const of = (handler: Handler) => async (context: Context<AppEnvironment>) => {
    const connection = await connections.find(context.req.param('id') ?? '');
    if (!connection) return unknownConnection(context);
    context.set('connectionId', connection.id);
    return handler(context, connection);
  };

  app.post(
    '/:id/failures',
    of((context, { id }) => handInFailures(context, id, options)),
  );
  app.post(
    '/:id/failures/read',
    of((context, connection) => readAtOnce(context, connection, options)),
  );
  app.get(
    '/:id/failures',
    of(async (context, { id }) => {
      const query = readQuery(context, listQuery);
      if (query instanceof Response) return query;
      // First: what arrives while the page is read is then told as new rather than missed.
      const asOf = await latestArrival(database, id);
      return context.json({ ...(await listFailures(database, id, query, query)), asOf });
    }),
  );
  app.get(
    '/:id/failures/status',
    of(async (context, connection) => context.json(await readStatus(connection, options))),
  );
  app.get(
    '/:id/failures/histogram',
    of(async (context, connection) => {
      const query = readQuery(context, histogramQuery);
      if (query instanceof Response) return query;
      const { now } = connection.clock ?? clock;
      return context.json(await readHistogram(database, connection.id, query, now()));
    }),
  );
  app.get(
    '/:id/failures/groups',
    of(async (context, { id }) => {
      const query = readQuery(context, groupsQuery);
      if (query instanceof Response) return query;
      return context.json(await groupFailures(database, id, query));
    }),
  );
  app.get(
    '/:id/failures/sparklines',
    of(async (context, connection) => {
      const query = readQuery(context, sparklinesQuery);
      if (query instanceof Response) return query;
      const { now } = connection.clock ?? clock;
      return context.json(await readSparklines(database, connection.id, query, now()));
    }),
  );
  app.get(
    '/:id/failures/export',
    of((context, { id }) => {
      const query = readQuery(context, exportQuery, { only: context.req.queries('only') });
      if (query instanceof Response) return query;
      const type = query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
      const masked = seesMasked(context) ? '1' : query.masked;
      const name = `failures-${id}${masked === '1' ? '-masked' : ''}.${query.format}`;
      return new Response(exportFailures(database, id, { ...query, masked }), {
        headers: attachment(type, name),
      });
    }),
  );
  app.get(
    '/:id/failures/:delivery/:time{[0-9]{1,15}}/body',
    of(async (context, { id }) => {
      const query = readQuery(context, bodyQuery);
      if (query instanceof Response) return query;
      const delivery = storableText(context.req.param('delivery') ?? '');
      const time = Number(context.req.param('time'));
      const body = await findBody(database, id, { time, id: delivery });
      if (!body) return errorAnswer(context, 404, 'The archive has no body of this failure.');
      const isMasked = query.masked === '1' || seesMasked(context);
      return new Response(isMasked ? await maskBody(body) : body, {
        headers: attachment(
          'text/plain; charset=utf-8',
          `${delivery}${isMasked ? '-masked' : ''}.json`,
        ),
      });
    }),
  );
  return app;
}

/** Never shown by a direct visit: what Jira sent is somebody else's text. */
function attachment(type: string, name: string): Record<string, string> {
  const file = name.replaceAll(/[^\w.-]/g, '_').slice(-100);
  return { 'content-type': type, 'content-disposition': `attachment; filename="${file}"` };
}

/** The query's parameters, parsed, or the answer that names the one that is wrong. */
function readQuery<T>(
  context: Context<AppEnvironment>,
  schema: z.ZodMiniType<T>,
  repeated: Record<string, string[] | undefined> = {},
): T | Response {
  // What is found tells what is written there, masked or not.
  if (seesMasked(context) && context.req.query('text')) {
    return errorAnswer(context, 403, 'Searching in bodies needs the role operator.');
  }
  const parsed = schema.safeParse({ ...context.req.query(), ...repeated });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return errorAnswer(context, 400, `${issue?.path.join('.')} ${issue?.message}.`);
}
