import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as oauth from 'oauth4webapi';
import type { ConsentProblem } from '../../../jira/consent.ts';
import type { AppEnvironment } from '../../app-environment.ts';
import { errorAnswer } from '../../http/error-answer.ts';
import { GrantEnded } from './atlassian.ts';

/** Why tokens could not be had, by what Atlassian answered (RFC 6749, 4.1.2.1 and 5.2). */
export function problemOf(reason: Error): ConsentProblem {
  const { cause } = reason;
  if (cause instanceof oauth.AuthorizationResponseError) {
    return cause.error === 'access_denied' ? 'refused' : 'misconfigured';
  }
  if (cause instanceof oauth.ResponseBodyError) {
    return cause.error === 'invalid_grant' ? 'dead-code' : 'misconfigured';
  }
  if (reason instanceof GrantEnded) return cause === undefined ? 'misconfigured' : 'stale';
  return 'unreachable';
}

/**
 * A person who went to Atlassian in a browser comes back to the screen, whatever went wrong and whoever said
 * so: with a word of ours, for which the screen has sentences. Programs get the answer as it is.
 */
export const leadBack = createMiddleware<AppEnvironment>(async (context, next) => {
  await next();
  const { status } = context.res;
  if (status < 400 || !(context.req.header('accept') ?? '').includes('text/html')) return;
  const problem = context.get('consentProblem') ?? problemOfStatus(status);
  context.res = context.redirect(`/connect?problem=${problem}`, 303);
});

function problemOfStatus(status: number): ConsentProblem {
  if (status === 401) return 'signed-out';
  return status === 403 ? 'not-allowed' : 'unexpected';
}

export function refuseSetUp(context: Context<AppEnvironment>): Response {
  return refuse(
    context,
    'not-set-up',
    409,
    'No OAuth app is set up: start the console with OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET.',
  );
}

export function refuse(
  context: Context<AppEnvironment>,
  problem: ConsentProblem,
  status: 400 | 401 | 409 | 502 | 503,
  sentence: string,
): Response {
  context.set('consentProblem', problem);
  return errorAnswer(context, status, sentence);
}
