import type { Context } from 'hono';
import { errorAnswer } from './error-answer.ts';

/** How much a client may send: 1 MiB, some two hundred times the largest registration Jira would take. */
export const requestBodyLimit = 1024 * 1024;

/** How much of a refused body is read on, and thrown away. */
const mostDiscarded = 32 * requestBodyLimit;

/**
 * The whole body, or the answer that refuses it. The announced length is believed only when it is too
 * long: what arrives is counted.
 */
export async function readRequestBody(
  context: Context,
): Promise<Uint8Array<ArrayBuffer> | Response> {
  const { headers, body } = context.req.raw;
  if (isEncoded(headers)) {
    return errorAnswer(context, 415, 'Send the request as it is, not compressed.');
  }
  if (Number(headers.get('content-length') ?? 0) > requestBodyLimit) return tooLong(context);
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  for (;;) {
    const chunk = await reader.read().catch(() => undefined);
    if (!chunk) return errorAnswer(context, 400, 'The request broke off, and was not passed on.');
    if (chunk.done) return Buffer.concat(chunks);
    size += chunk.value.byteLength;
    if (size > requestBodyLimit) {
      void discard(reader);
      return tooLong(context);
    }
    chunks.push(chunk.value);
  }
}

/** A compressed body is never unpacked here, and what it would become is nobody's to guess. */
function isEncoded(headers: Headers): boolean {
  const encoding = headers.get('content-encoding') ?? '';
  return encoding !== '' && encoding.trim().toLowerCase() !== 'identity';
}

function tooLong(context: Context): Response {
  return errorAnswer(
    context,
    413,
    `The request is longer than ${requestBodyLimit / 1024 / 1024} MiB, and was not passed on. Send fewer webhooks at a time.`,
  );
}

/**
 * Lets the client finish, so that it reads the refusal: closing under its hands would lose the answer.
 * One that goes on and on is cut off all the same.
 */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    for (let left = mostDiscarded; left > 0;) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.byteLength;
    }
    await reader.cancel();
  } catch {
    // It gave up, which is all there is to know.
  }
}
