import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { Kysely } from 'kysely';
import * as z from 'zod/mini';
import { maskPersonalData } from '../../jira/personal-data/mask.ts';
import type { ResendAttempt, ResendAttempts, ResendRequest } from '../../jira/resend.ts';
import { seesMasked } from '../access/caller.ts';
import type { AppEnvironment } from '../app-environment.ts';
import { findBody } from '../archive/bodies.ts';
import { storableText } from '../archive/facts.ts';
import type { Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/registry.ts';
import { errorAnswer } from '../http/error-answer.ts';
import { unknownConnection } from '../proxy/proxy.ts';
import { readRequestBody } from '../http/request-body.ts';
import type { FailureKey, Tables } from '../store/tables.ts';
import { attemptOf, listAttempts } from './attempts.ts';
import { readUrl } from '../outbound/destination.ts';
import { maySign, type Resending } from './resending.ts';

/** RFC 9562, of any version. */
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const resendRequest = z.object({
  url: z.string('url must be a text'),
  attempt: z.optional(z.string().check(z.regex(uuid, 'attempt must be a UUID'))),
}) satisfies z.ZodMiniType<ResendRequest>;

export interface ResendRoutesOptions {
  database: Kysely<Tables>;
  resending: Resending;
}

type Failure = FailureKey & { url: string };
type Handler = (
  context: Context<AppEnvironment>,
  connection: Connection,
  failure: Failure,
) => Promise<Response>;

const failurePath = '/:id/failures/:delivery/:time{[0-9]{1,15}}';

/** `/{id}/failures/{delivery}/{failureTime}/resend` and `…/attempts`. */
export function resendRoutes(connections: Connections, options: ResendRoutesOptions) {
  const { database, resending } = options;
  const app = new Hono<AppEnvironment>();

  const of = (handler: Handler) => async (context: Context<AppEnvironment>) => {
    const connection = await connections.find(context.req.param('id') ?? '');
    if (!connection) return unknownConnection(context);
    context.set('connectionId', connection.id);
    const failure = await findFailure(database, {
      connection_id: connection.id,
      failure_time: Number(context.req.param('time')),
      delivery_id: storableText(context.req.param('delivery') ?? ''),
    });
    return failure
      ? handler(context, connection, failure)
      : errorAnswer(context, 404, 'The archive has no such failure, or no longer.');
  };

  app.post(
    `${failurePath}/resend`,
    of((context, connection, failure) => resend(context, connection, failure, options)),
  );
  app.get(
    `${failurePath}/attempts`,
    of(async (context, connection, failure) => {
      const rows = await listAttempts(database, failure);
      const startedBefore = resending.startedBefore();
      const answer: ResendAttempts = {
        attempts: rows
          .map((row) => attemptOf(row, startedBefore))
          .map((attempt) => (seesMasked(context) ? maskAnswer(attempt) : attempt)),
        ...signingOf(connection, failure),
      };
      return context.json(answer);
    }),
  );
  return app;
}

/** Handed in, the URL that a delivery failed at may be any text. */
function signingOf(
  connection: Connection,
  { url }: Failure,
): Pick<ResendAttempts, 'canSign' | 'whyUnsigned'> {
  const failed = URL.parse(url);
  if (failed !== null && maySign(connection, failed)) return { canSign: true };
  if (connection.deliveries) return { canSign: false, whyUnsigned: 'other-address' };
  const isConnect = connection.kind === 'connect';
  return { canSign: false, whyUnsigned: isConnect ? 'not-set-up' : 'undocumented' };
}

/** A receiver may answer with what it was sent. */
function maskAnswer(attempt: ResendAttempt): ResendAttempt {
  const { outcome } = attempt;
  if (outcome.state !== 'answered') return attempt;
  return { ...attempt, outcome: { ...outcome, body: maskPersonalData(outcome.body), headers: [] } };
}

async function resend(
  context: Context<AppEnvironment>,
  connection: Connection,
  failure: Failure,
  { database, resending }: ResendRoutesOptions,
): Promise<Response> {
  const asked = await readRequestBody(context);
  if (asked instanceof Response) return asked;
  const request = resendRequest.safeParse(parseJson(asked));
  if (!request.success) {
    const problem = request.error.issues[0]?.message ?? 'it is of another shape';
    return errorAnswer(context, 400, `Send {"url": "https://…", "attempt": "<UUID>"}: ${problem}.`);
  }
  const url = readUrl(request.data.url);
  if (typeof url === 'string') return errorAnswer(context, 400, url);
  const { connection_id, failure_time: time, delivery_id: id } = failure;
  const body = await findBody(database, connection_id, { time, id });
  if (!body) {
    return errorAnswer(
      context,
      404,
      'The archive has no body of this failure, so there is nothing to send.',
    );
  }
  const attemptId = request.data.attempt?.toLowerCase() ?? randomUUID();
  const answer = await resending.resend({ connection, failure, body, url, attemptId });
  if (answer === undefined) {
    return errorAnswer(
      context,
      429,
      'Other bodies are being sent just now, so nothing was sent. Try again in a few seconds.',
      { 'retry-after': '5' },
    );
  }
  if (answer.attempt.url !== url.href) {
    return errorAnswer(
      context,
      409,
      `This attempt was made before, to ${answer.attempt.url}. Nothing was sent now: another address needs an attempt of its own.`,
    );
  }
  return context.json(answer);
}

async function findFailure(
  database: Kysely<Tables>,
  key: FailureKey,
): Promise<Failure | undefined> {
  return database
    .selectFrom('failures')
    .select(['connection_id', 'failure_time', 'delivery_id', 'url'])
    .where('connection_id', '=', key.connection_id)
    .where('failure_time', '=', key.failure_time)
    .where('delivery_id', '=', key.delivery_id)
    .executeTakeFirst();
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
