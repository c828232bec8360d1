import type { OperationTrial } from '../../jira/connection-test.ts';
import type { Quota } from '../../jira/connection-details.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { formatLocalTime } from '../../ui/instants.ts';
import type { Tone } from '../../ui/tag.tsx';

export const kinds = {
  connect: 'Connect app',
  oauth: 'OAuth 2.0 app, acting for one user',
} satisfies Record<ConnectionSummary['kind'], string>;

export function stateOf({ paused, problem }: ConnectionSummary): { word: string; tone: Tone } {
  if (paused) return { word: 'Paused', tone: 'warning' };
  switch (problem?.kind) {
    case undefined:
      return { word: 'In use', tone: 'success' };
    case 'sign-in-again':
      return { word: 'Sign-in needed', tone: 'danger' };
    case 'unusable':
      return { word: 'Can’t be used', tone: 'danger' };
  }
}

/** Whether what is sent again from the archive carries the signature of the site's deliveries. */
export function signingWords({ kind, controls, signsFor }: ConnectionSummary): string {
  if (controls !== undefined) return 'Signed as the sandbox signs its deliveries.';
  if (kind === 'oauth') {
    return 'Not signed: what Jira’s signature for an OAuth app holds is not documented.';
  }
  return signsFor === undefined
    ? 'Not signed: the console needs the key by which the app knows the site, and the app’s address.'
    : `Signed as the site signs its deliveries, where they go to ${signsFor}.`;
}

export const operations: Record<OperationTrial['operation'], string> = {
  list: 'List webhooks',
  register: 'Register webhooks',
  delete: 'Delete webhooks',
  refresh: 'Refresh webhooks',
  failed: 'List failed deliveries',
};

export const outcomes: Record<OperationTrial['outcome'], { word: string; tone: Tone }> = {
  answered: { word: 'Yes', tone: 'success' },
  refused: { word: 'No', tone: 'danger' },
  'no-answer': { word: 'No answer', tone: 'warning' },
  'not-tried': { word: 'Not tried', tone: 'neutral' },
};

/** Where Jira names no end, its word is taken for a minute. */
const unsaidEndMs = 60_000;

/** Whether Jira said that hardly any calls are left, and that still holds. */
export function isNearLimit(quota: Quota | undefined, now: number): boolean {
  return quota?.nearLimit === true && now < (quota.resetAt ?? quota.toldAt + unsaidEndMs);
}

/** `83 of 100 calls left until 14:05:09`: what was said, and no more. */
export function quotaWords({ limit, remaining, resetAt, nearLimit }: Quota, now: number): string {
  const counted = countWords(limit, remaining) ?? (nearLimit ? 'Hardly any calls left' : undefined);
  if (counted === undefined) return 'Enough calls left';
  if (resetAt === undefined) return counted;
  return resetAt > now
    ? `${counted} until ${formatLocalTime(resetAt)}`
    : `${counted}, counted anew since ${formatLocalTime(resetAt)}`;
}

function countWords(limit: number | undefined, remaining: number | undefined): string | undefined {
  if (remaining === undefined) return limit === undefined ? undefined : `At most ${limit} calls`;
  return limit === undefined ? `${remaining} calls left` : `${remaining} of ${limit} calls left`;
}
