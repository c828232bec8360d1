import type { Kysely } from 'kysely';
import { isForSameReceiver, type ResendAnswer, type ResendOutcome } from '../../jira/resend.ts';
import type { Clock } from '../../sandbox/clock.ts';
import type { Connection } from '../connections/connection.ts';
import type { FailureKey, Tables } from '../store/tables.ts';
import {
  abandonAttempts,
  attemptOf,
  listAttempts,
  recordAttempt,
  recordOutcome,
  type AttemptKey,
} from './attempts.ts';
import type { Guard } from '../outbound/destination.ts';
import { send } from './send.ts';

export interface ResendingOptions extends Guard {
  database: Kysely<Tables>;
  clock: Clock;
  /** Who this console is among those that share the store. */
  replica: string;
  timeoutMs: number;
}

export interface Order {
  connection: Connection;
  failure: FailureKey & { url: string };
  body: Buffer<ArrayBuffer>;
  url: URL;
  attemptId: string;
}

export interface Resending {
  /** Undefined where as many as may be are under way; nothing is recorded then. */
  resend(order: Order): Promise<ResendAnswer | undefined>;
  /** Before this an attempt that has no outcome will get none. */
  startedBefore(): number;
  /** Gives up what is under way, and resolves once that is recorded. */
  stop(): Promise<void>;
}

/** Each holds a body, and each is somebody who waits. */
const mostAtOnce = 4;
/** An outcome that is later than this is not written any more. */
const slackMs = 30_000;

const ownMistake: ResendOutcome = {
  state: 'refused',
  reason: 'The console made a mistake before anything was sent.',
};

/** Takes down first what the last process left unfinished. */
export async function startResending(options: ResendingOptions): Promise<Resending> {
  const { database, clock, replica, timeoutMs } = options;
  await abandonAttempts(database, replica);
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<ResendAnswer>>();
  const startedBefore = () => clock.now() - timeoutMs - slackMs;

  async function carryOut(order: Order): Promise<ResendAnswer> {
    const { connection, failure, url, attemptId } = order;
    const key: AttemptKey = {
      connection_id: failure.connection_id,
      failure_time: failure.failure_time,
      delivery_id: failure.delivery_id,
      attempt_id: attemptId,
    };
    const signed = maySign(connection, url) && isForSameReceiver(url.href, failure.url);
    const row = { ...key, url: url.href, signed: Number(signed), started_at: clock.now(), replica };
    if (!(await recordAttempt(database, row))) {
      const [known = { ...row, outcome: null }] = await listAttempts(database, key, attemptId);
      return { attempt: attemptOf(known, startedBefore()), known: true };
    }
    const outcome = await sendOut(order, signed, options, stopping.signal).catch(
      async (cause: unknown) => {
        await recordOutcome(database, key, ownMistake);
        throw cause;
      },
    );
    await recordOutcome(database, key, outcome);
    const attempt = attemptOf({ ...row, outcome: JSON.stringify(outcome) }, startedBefore());
    return { attempt, known: false };
  }

  return {
    startedBefore,
    async resend(order) {
      const { connection, failure, attemptId } = order;
      const name = JSON.stringify([
        connection.id,
        failure.failure_time,
        failure.delivery_id,
        attemptId,
      ]);
      const twin = underWay.get(name);
      if (twin) return { ...(await twin), known: true };
      if (underWay.size >= mostAtOnce || stopping.signal.aborted) return undefined;
      const ended = carryOut(order);
      underWay.set(name, ended);
      try {
        return await ended;
      } finally {
        underWay.delete(name);
      }
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(underWay.values());
    },
  };
}

/** Whether the connection has a signature, and this URL may be told it. */
export function maySign({ deliveries }: Connection, url: URL): boolean {
  return deliveries !== undefined && (deliveries.isFor?.(url) ?? true);
}

async function sendOut(
  { connection, failure, body, url, attemptId }: Order,
  signed: boolean,
  { allowedHosts, network, timeoutMs }: ResendingOptions,
  stopping: AbortSignal,
): Promise<ResendOutcome> {
  const { delivery_id: deliveryId } = failure;
  // Handed in, it may be any text.
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(deliveryId)) {
    return {
      state: 'refused',
      reason: 'The delivery’s id holds characters that no header may have, so it cannot be sent.',
    };
  }
  const authorization = signed ? await connection.deliveries?.authorize(url) : undefined;
  const headers = {
    'content-type': 'application/json; charset=UTF-8',
    'user-agent': 'jira-webhook-console',
    // No `…-Flow` and no `…-Retry`: Jira tells neither of a failed delivery, and this is none of its tries.
    'x-atlassian-webhook-identifier': deliveryId,
    'x-webhook-console-resend': attemptId,
    ...(authorization === undefined ? {} : { authorization }),
  };
  return send({
    message: { url, headers, body },
    receiver: connection.deliveries?.receiverAt?.(url),
    guard: { allowedHosts, network },
    timeoutMs,
    stopping,
  });
}
