import { second } from './clock.ts';
import { ConnectionDropped } from './connection-dropped.ts';
import { gatewayError, jiraError } from './errors.ts';
import type { Fault } from './faults.ts';
import { json } from './json.ts';
import { establishedTexts, unverifiedTexts } from './texts.ts';

/** Answers a call as the fault says. `carryOut` is the operation itself, for faults that let it happen. */
export async function misbehave(
  fault: Fault,
  signal: AbortSignal,
  now: number,
  carryOut: () => Promise<Response>,
): Promise<Response> {
  switch (fault.fault) {
    case 'status':
      return errorAnswer(fault, now);
    case 'scope':
      return gatewayError(401, `${unverifiedTexts.unauthorized}; ${establishedTexts.scope}`);
    case 'hang':
      return hang(signal);
    case 'drop':
      throw new ConnectionDropped();
    case 'cut':
      return cutAnswer();
    case 'garbage':
      return garbage(fault.variant);
    case 'lost-answer':
      await carryOut();
      if (fault.by === 'hang') return hang(signal);
      throw new ConnectionDropped();
    case 'quota': {
      const answer = await carryOut();
      setRateLimit(answer.headers, { ...fault, resetAt: now + fault.resetInSeconds * second });
      return answer;
    }
    case 'delay':
      await wait(fault.ms, signal);
      return carryOut();
  }
}

/** Rejects with the caller's own reason when it gives up; nothing is held beyond the request's signal. */
async function hang(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = () => reject(signal.reason);
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener('abort', giveUp, { once: true });
  await promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  });
}

/** 401, 429 and 5xx come from the gateway in front of Jira, the others from Jira itself (FACTS). */
function errorAnswer(
  { status, message, retryAfterSeconds }: Extract<Fault, { fault: 'status' }>,
  now: number,
): Response {
  const headers = new Headers();
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds));
  switch (status) {
    case 401:
      return gatewayError(status, message ?? unverifiedTexts.unauthorized, headers);
    case 403:
      return jiraError(status, message ?? unverifiedTexts.notAnApp, headers);
    case 404:
      return jiraError(status, message ?? unverifiedTexts.notFound, headers);
    case 429:
      setRateLimit(headers, {
        limit: 100,
        remaining: 0,
        nearLimit: true,
        resetAt: now + (retryAfterSeconds ?? 0) * second,
      });
      return gatewayError(status, message ?? unverifiedTexts.rateLimited, headers);
    default:
      return status >= 500
        ? gatewayError(status, message ?? unverifiedTexts.internalError, headers)
        : jiraError(status, message ?? unverifiedTexts.invalidPayload, headers);
  }
}

/** The headers are documented; that the reason reads so is not established. */
function setRateLimit(
  headers: Headers,
  {
    limit,
    remaining,
    nearLimit,
    resetAt,
  }: { limit: number; remaining: number; nearLimit: boolean; resetAt: number },
): void {
  headers.set('X-RateLimit-Limit', String(limit));
  headers.set('X-RateLimit-Remaining', String(remaining));
  headers.set('X-RateLimit-Reset', new Date(resetAt).toISOString());
  headers.set('X-RateLimit-NearLimit', String(nearLimit));
  headers.set('RateLimit-Reason', 'jira-burst-based');
}

const beginning = '{"maxResults":100,"startAt":0,"total":100,"isLast":true,"values":[{"id":1,"eve';

function cutAnswer(): Response {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begun = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (!begun) {
          begun = true;
          controller.enqueue(new TextEncoder().encode(beginning));
          return undefined;
        }
        // Broken off only once the first bytes are on their way: an error would take them back.
        return new Promise<void>((resolve) => {
          timer = setTimeout(() => {
            controller.error(new ConnectionDropped());
            resolve();
          }, 20);
        });
      },
      cancel() {
        clearTimeout(timer);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'Content-Type': 'application/json;charset=UTF-8' } });
}

function garbage(variant: Extract<Fault, { fault: 'garbage' }>['variant']): Response {
  switch (variant) {
    case 'html':
      return new Response('<!DOCTYPE html><title>Jira</title><h1>Jira is being upgraded</h1>', {
        headers: { 'Content-Type': 'text/html;charset=UTF-8' },
      });
    case 'null':
      return json(null);
    case 'shape':
      return json({ values: { id: 'one' }, webhookRegistrationResult: 'ok', expirationDate: [] });
    case 'truncated':
      return new Response(beginning, {
        headers: { 'Content-Type': 'application/json;charset=UTF-8' },
      });
    case 'empty':
      return new Response('', { headers: { 'Content-Type': 'application/json;charset=UTF-8' } });
    case 'no-content':
      return new Response(null, { status: 204 });
  }
}
