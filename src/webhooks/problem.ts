import type { UseQueryResult } from '@tanstack/react-query';
import { isSignedOut, JiraError } from '../jira/errors.ts';
import { readingRetryDelay } from '../jira/patience.ts';
import { rereadMs } from './webhooks-query.ts';

export interface Problem {
  title: string;
  /** What it means and what to do, beside the server's own words. */
  advice: string;
}

/** The failure of a reading, as a person would explain it to the one on duty. */
export function problemOf(error: Error): Problem {
  if (!(error instanceof JiraError)) {
    return {
      title: 'The console failed',
      advice: 'Reload the page; if it fails again, report it.',
    };
  }
  switch (error.kind) {
    case 'forbidden':
      return {
        title: 'Jira refuses this caller',
        advice:
          'Only Connect and OAuth 2.0 apps may see dynamic webhooks. An API token or a password acts as a person, and Jira refuses it here: the connection needs the credentials of the app itself.',
      };
    case 'unauthenticated':
      return {
        title: 'Jira does not accept the credentials',
        advice:
          'They may have expired or been revoked, or the app lacks a scope: it needs read:jira-work and manage:jira-webhook.',
      };
    case 'signed-out':
      return { title: 'You are signed out', advice: 'You come back here when you sign in.' };
    case 'not-usable':
      return {
        title: 'The connection can’t be used now',
        advice: 'Nothing was sent to Jira. Its settings say more.',
      };
    case 'rate-limited':
      return {
        title: 'Jira asks to wait',
        advice: 'Too many requests went to this site. The list is read again by itself.',
      };
    case 'timeout':
      return {
        title: 'Jira did not answer in time',
        advice: 'Nothing was changed. Try again; if it stays silent, look at the site’s status.',
      };
    case 'unreachable':
      return error.status === undefined
        ? {
            title: 'The console cannot be reached',
            advice: 'Its server is down or the network is. The page tries again by itself.',
          }
        : {
            title: 'Jira cannot be reached',
            advice: 'The console runs, but finds no way to the site.',
          };
    case 'broken-off':
      return {
        title: 'Jira’s answer broke off',
        advice: 'The connection ended in the middle of it. Nothing was changed; try again.',
      };
    case 'garbled':
      return {
        title: 'Jira’s answer makes no sense',
        advice: 'Something between here and Jira may have answered in its place.',
      };
    case 'unavailable':
      return {
        title: `Jira has a fault (${error.status ?? 'no status'})`,
        advice: 'That is on Jira’s side and usually passes.',
      };
    case 'not-found':
      return {
        title: 'There is nothing at this address (404)',
        advice: 'The connection may have been removed.',
      };
    case 'invalid':
    case 'refused':
      return {
        title: `Jira refuses the request (${error.status ?? 'no status'})`,
        advice: 'Trying again changes nothing unless Jira’s own words say so.',
      };
  }
}

/**
 * What is wrong with the reading of a list, if anything, and when it is tried again by itself: after a
 * failure in a row of tries at the moment that the retry waits for, else with the next regular reading.
 */
export function problemWithList(
  query: Pick<UseQueryResult, 'error' | 'failureReason' | 'failureCount' | 'errorUpdatedAt'>,
): { error: Error; retryAt: number | undefined } | undefined {
  const error = query.error ?? query.failureReason;
  // The header says it, once for the whole page, and leads back in.
  if (!error || isSignedOut(error)) return undefined;
  if (query.error) return { error, retryAt: query.errorUpdatedAt + rereadMs };
  const failedAt = error instanceof JiraError ? error.at : undefined;
  if (failedAt === undefined || !isWorthSaying(error)) return undefined;
  return { error, retryAt: failedAt + readingRetryDelay(query.failureCount - 1, error) };
}

/**
 * A passing fault is tried again within a second or two: a message would only flicker. Not so where Jira asks
 * to wait, or was silent: the next try may take as long.
 */
function isWorthSaying(error: Error): boolean {
  return error instanceof JiraError && (error.kind === 'rate-limited' || error.kind === 'timeout');
}
