import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCollection } from '../../jira/wire.ts';

/** An answer of our own in Jira's error shape, so that every client reads it as it reads Jira's. */
export function errorAnswer(
  context: Context,
  status: ContentfulStatusCode,
  sentence: string,
  headers: Record<string, string> = {},
): Response {
  const body: ErrorCollection = { errorMessages: [sentence], errors: {} };
  return context.json(body, status, headers);
}
