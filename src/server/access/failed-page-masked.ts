import type { Context } from 'hono';
import * as z from 'zod/mini';
import { maskBody } from '../archive/mask-body.ts';
import { boundedChunks, TooLong } from '../archive/record-lines.ts';
import { errorAnswer } from '../http/error-answer.ts';

/** More would take several times as much memory while it is masked. */
const mostBytes = 32 * 1024 * 1024;

const page = z.looseObject({ values: z.array(z.looseObject({ body: z.optional(z.unknown()) })) });

/**
 * Jira's page of failed deliveries with stand-ins for personal data in the bodies. What can't be read as
 * such a page is not passed on: nobody could say what is in it.
 */
export async function maskFailedPage(context: Context, answer: Response): Promise<Response> {
  if (!answer.ok || answer.body === null) return answer;
  let text: string;
  try {
    text = await readText(answer.body);
  } catch (cause) {
    if (!(cause instanceof TooLong)) {
      return errorAnswer(context, 502, 'Jira’s answer broke off. Try again in a moment.');
    }
    return errorAnswer(
      context,
      403,
      'The page is too large to be shown to the role viewer. Ask for fewer records: maxResults=1.',
    );
  }
  const parsed = page.safeParse(parseJson(text));
  if (!parsed.success) {
    return errorAnswer(
      context,
      502,
      'Jira’s answer is not what it documents, and can’t be shown to the role viewer.',
    );
  }
  const values = [];
  for (const value of parsed.data.values) {
    values.push(await maskValue(value));
  }
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  return new Response(JSON.stringify({ ...parsed.data, values }), {
    status: answer.status,
    headers,
  });
}

async function maskValue(value: Record<string, unknown>): Promise<Record<string, unknown>> {
  if (!('body' in value) || value['body'] === null) return value;
  const { body } = value;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ...value, body: await maskBody(Buffer.from(text)) };
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of boundedChunks(body, mostBytes)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
