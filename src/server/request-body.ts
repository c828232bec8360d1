/** How much a client may send: 1 MiB, some two hundred times the largest registration Jira would take. */
export const requestBodyLimit = 1024 * 1024;

/** How much of a refused body is read on, and thrown away. */
const mostDiscarded = 32 * requestBodyLimit;

/**
 * The whole body, or undefined where it is longer than the limit. The announced length is believed only
 * when it is too long: what arrives is counted. Rejects where the client breaks off.
 */
export async function readRequestBody(
  request: Request,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > requestBodyLimit) return undefined;
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > requestBodyLimit) {
      void discard(reader);
      return undefined;
    }
    chunks.push(value);
  }
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
