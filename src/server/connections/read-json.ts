import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { errorAnswer } from '../http/error-answer.ts';
import { readRequestBody } from '../http/request-body.ts';

/** What was sent, or the answer that says what is wrong with it. Never a value: it may be a secret. */
export async function readJson<T>(
  context: Context,
  schema: z.ZodMiniType<T>,
): Promise<T | Response> {
  const body = await readRequestBody(context);
  if (body instanceof Response) return body;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return errorAnswer(context, 400, 'The request is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return errorAnswer(context, 400, `${parsed.error.issues[0]?.message ?? 'Invalid input'}.`);
}
