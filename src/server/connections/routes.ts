import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import type { ConnectionDetails } from '../../jira/connection-details.ts';
import type { ImportAnswer } from '../../jira/connection-test.ts';
import type { AppEnvironment } from '../app-environment.ts';
import { TooLong } from '../archive/record-lines.ts';
import { summarize } from './connection.ts';
import { errorAnswer } from '../http/error-answer.ts';
import { unknownConnection } from '../proxy/proxy.ts';
import { changeConnection, removeConnection } from './changes.ts';
import { importTenants } from './import-tenants.ts';
import type { OauthRoutesOptions } from './oauth/routes.ts';
import { readJson } from './read-json.ts';
import type { StoredConnections } from './stored-connections.ts';
import {
  addTenant,
  appUrl,
  clientKey,
  connectionName,
  isSigningWhole,
  newTenant,
  readSiteUrl,
} from './tenants.ts';
import { tryOperations } from './trial.ts';

export interface ConnectionRoutesOptions extends OauthRoutesOptions {
  privateSites: ReadonlySet<string>;
  upstreamTimeoutMs: number;
}

const change = z
  .strictObject({
    name: z.optional(connectionName),
    paused: z.optional(z.boolean('paused must be true or false')),
    // Null takes them away.
    clientKey: z.nullish(clientKey),
    appUrl: z.nullish(appUrl),
  })
  .check(isSigningWhole);

/** `POST /`, `POST /import`, `GET /{id}`, `PATCH /{id}`, `DELETE /{id}`, `POST /{id}/test`. */
export function connectionRoutes(options: ConnectionRoutesOptions) {
  const { connections, database, keys, privateSites, clock, upstreamTimeoutMs } = options;
  const app = new Hono<AppEnvironment>();
  const tenants = () => ({ database, keys, now: clock.now() });

  app.post('/', async (context) => {
    const tenant = await readJson(context, newTenant);
    if (tenant instanceof Response) return tenant;
    const read = readSiteUrl(tenant.siteUrl, privateSites);
    if ('fault' in read) return errorAnswer(context, 400, `${read.fault}.`);
    const id = await addTenant(tenants(), tenant, read.siteUrl);
    if (id === undefined) {
      return errorAnswer(context, 409, 'This app’s connection to this site is there already.');
    }
    await connections.reload();
    return told(context, connections, id, 201);
  });

  app.post('/import', async (context) => {
    const { headers, body } = context.req.raw;
    if (headers.has('content-encoding')) {
      return errorAnswer(context, 415, 'Send the connections as they are, not compressed.');
    }
    const answer: ImportAnswer = { added: 0, refused: [], refusedCount: 0 };
    try {
      await importTenants(body ?? new Blob([]).stream(), tenants(), privateSites, answer);
      return context.json(answer);
    } catch (cause) {
      if (!(cause instanceof TooLong)) throw cause;
      const sentence = `A file may have up to 16 MiB; ${answer.added} connections before were added. Send the rest by itself.`;
      return context.json({ errorMessages: [sentence], errors: {}, ...answer }, 413);
    } finally {
      await connections.reload();
    }
  });

  app.get('/:id', async (context) => {
    const connection = await connections.find(context.req.param('id'));
    if (!connection) return unknownConnection(context);
    context.set('connectionId', connection.id);
    const quota = connection.quota?.();
    const details: ConnectionDetails = { ...summarize(connection), ...(quota ? { quota } : {}) };
    return context.json(details);
  });

  app.patch('/:id', async (context) => {
    const changed = await readJson(context, change);
    if (changed instanceof Response) return changed;
    const id = context.req.param('id');
    const refused = await refuseBuiltIn(context, connections, id);
    if (refused) return refused;
    if (!(await changeConnection(database, id, changed))) {
      return errorAnswer(context, 409, 'Only deliveries to a Connect app are signed like this.');
    }
    await connections.reload();
    return told(context, connections, id, 200);
  });

  app.delete('/:id', async (context) => {
    const id = context.req.param('id');
    const refused = await refuseBuiltIn(context, connections, id);
    if (refused) return refused;
    await removeConnection(database, id, clock.now());
    await connections.reload();
    return context.body(null, 204);
  });

  app.post('/:id/test', async (context) => {
    const connection = await connections.find(context.req.param('id'));
    if (!connection) return unknownConnection(context);
    context.set('connectionId', connection.id);
    return context.json({ operations: await tryOperations(connection, upstreamTimeoutMs) });
  });
  return app;
}

async function refuseBuiltIn(context: Context, connections: StoredConnections, id: string) {
  const connection = await connections.find(id);
  if (!connection) return unknownConnection(context);
  context.set('connectionId', id);
  if (connection.controls === undefined) return undefined;
  return errorAnswer(
    context,
    409,
    'The sandbox’s connections stay as they are. Start the console with SANDBOX=off to leave them out.',
  );
}

async function told(
  context: Context,
  connections: StoredConnections,
  id: string,
  status: 200 | 201,
): Promise<Response> {
  const connection = await connections.find(id);
  return connection ? context.json(summarize(connection), status) : unknownConnection(context);
}
